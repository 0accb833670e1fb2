// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import dev.gatehouse.service.ServiceCatalogue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls that one list of URL patterns covers and a second list does not, except calls that given other scopes
 * cover.
 */
final class CallDifference {
    private static final int SHOWN = 50;

    private final CallSet calls;
    private final CallSet.Cover counterpart;
    private final ScopeMatcher matcher;
    private final Map<String, CallSet.Cover> covers = new HashMap<>();
    private final Map<Set<String>, Excerpt<CallSet.Rest>> rests = new HashMap<>();

    CallDifference(
            List<CoveredUrl> urls, List<CoveredUrl> counterpart, ServiceCatalogue catalogue, ScopeMatcher matcher) {
        this.calls = new CallSet(catalogue.covered(urls));
        this.counterpart = calls.cover(counterpart);
        this.matcher = matcher;
    }

    /** Returns the calls that the other scopes do not cover, at most {@value #SHOWN} services. */
    Excerpt<CallSet.Rest> notCoveredBy(Set<String> others) {
        return rests.computeIfAbsent(others, names -> calls.without(cover(names), SHOWN));
    }

    /** Returns whether the other scopes leave any calls uncovered. */
    boolean leavesAny(Set<String> others) {
        return calls.exceeds(cover(others));
    }

    private CallSet.Cover cover(Set<String> others) {
        var cover = new CallSet.Cover();
        cover.add(counterpart);
        for (var name : others) {
            cover.add(covers.computeIfAbsent(name, this::cover));
        }
        return cover;
    }

    private CallSet.Cover cover(String scope) {
        var known = matcher.get(scope);
        return known == null ? new CallSet.Cover() : calls.cover(known.urls());
    }

    /** Returns the scopes except one. */
    static Set<String> others(String[] scopes, String but) {
        var names = new LinkedHashSet<>(List.of(scopes));
        names.remove(but);
        return names;
    }
}
