// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.scope.UrlPattern;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The calls of one service that a URL pattern or a scope covers.
 *
 * @param url the service's path, or a pattern for some of its URLs
 * @param methods the covered methods, at least one
 */
public record CoveredCalls(Route route, UrlPattern url, Set<String> methods) {

    public CoveredCalls {
        methods = Set.copyOf(methods);
    }

    /** Returns whether all URLs of the service are covered. */
    public boolean isEveryUrl() {
        return url.toString().equals(route.path());
    }

    CoveredCalls withMethodsOf(CoveredCalls others) {
        var both = new LinkedHashSet<>(methods);
        both.addAll(others.methods);
        return new CoveredCalls(route, url, both);
    }

    /** Returns whether these calls contain all of the others; both belong to the same service. */
    boolean include(CoveredCalls others) {
        return url.covers(others.url) && methods.containsAll(others.methods);
    }
}
