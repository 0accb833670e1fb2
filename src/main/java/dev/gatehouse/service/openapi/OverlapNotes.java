// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.RestApis;
import dev.gatehouse.service.openapi.OpenApiReport.Note;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Notes on overlapping resources of a REST API: the calls that match two resources, neither of which covers the other.
 * Both are exposed; a note tells the document's author which resource gets the calls ({@link
 * UrlPattern#hasPrecedenceOver}).
 */
final class OverlapNotes {
    private static final int MAX_NOTES = 100;

    /** The maximum number of search steps: thousands of paths may each overlap thousands of others. */
    private static final int MAX_STEPS = 5_000_000;

    private final PatternTree<Claim> all;
    private final PatternTree.Steps steps = new PatternTree.Steps(MAX_STEPS);
    private final List<Note> notes = new ArrayList<>();

    /**
     * The calls that a resource claims.
     *
     * @param name the path in the document, or the name of a manually created service
     * @param ofDocument whether the document contains the resource
     */
    record Claim(String name, UrlPattern pattern, HttpMethods methods, boolean ofDocument) {}

    private OverlapNotes(Collection<Claim> claims) {
        this.all = new PatternTree<>(claims.stream()
                .map(claim -> new PatternTree.Entry<>(claim.pattern(), claim))
                .toList());
    }

    /**
     * Returns a note for each overlapping pair with at least one resource of the document. Limited to the first pairs.
     */
    static List<Note> notes(Collection<Claim> claims) {
        var order = new OverlapNotes(claims);
        for (var claim : claims) {
            if (order.all.anyOverlap(claim.pattern(), order.steps, before -> order.noteAndStop(claim, before))) {
                order.notes.add(new Note("paths", ImportErrors.othersShareCalls()));
                break;
            }
        }
        return List.copyOf(order.notes);
    }

    private boolean noteAndStop(Claim claim, Claim before) {
        if ((claim.ofDocument() || before.ofDocument())
                && before.pattern().hasPrecedenceOver(claim.pattern())
                && before.pattern().overlapsPartly(claim.pattern())
                && before.methods().overlap(claim.methods())) {
            before.pattern()
                    .intersection(claim.pattern())
                    .filter(both -> isGotByTheFirst(both, claim, before))
                    .ifPresent(both -> notes.add(note(claim, before, both)));
        }
        return notes.size() == MAX_NOTES;
    }

    /** Returns whether the first resource gets a call: no third resource has precedence for all common methods. */
    private boolean isGotByTheFirst(UrlPattern both, Claim claim, Claim before) {
        var methods = before.methods().covered();
        methods.retainAll(claim.methods().covered());
        all.forEachCovering(both, steps, third -> {
            if (third.pattern().hasPrecedenceOver(before.pattern())) {
                methods.removeAll(third.methods().covered());
            }
        });
        return !methods.isEmpty();
    }

    private static Note note(Claim claim, Claim before, UrlPattern both) {
        var calls = RestApis.below(both);
        return claim.ofDocument()
                ? new Note(claim.name(), ImportErrors.callsGoTo(calls, before.name()))
                : new Note(before.name(), ImportErrors.callsComeFrom(calls, claim.name()));
    }
}
