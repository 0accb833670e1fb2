package dev.gatehouse.service;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.OpenApiReport.Note;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which resource of a REST API gets the calls that two match, where neither covers the other. Both are served; this says to
 * the author of a document which calls go where ({@link UrlPattern#goesBefore}).
 */
final class CallOrder {
    private static final int MAX_NOTES = 100;

    /** A document may have thousands of paths that share calls with thousands. */
    private static final int MAX_STEPS = 5_000_000;

    private final PatternTree<Claim> all;
    private final PatternTree.Steps steps = new PatternTree.Steps(MAX_STEPS);
    private final List<Note> notes = new ArrayList<>();

    /**
     * The calls of one resource.
     *
     * @param name the path as the document has it, or the name of a service that was made by hand
     * @param ofDocument whether the document has it
     */
    record Claim(String name, UrlPattern pattern, HttpMethods methods, boolean ofDocument) {}

    private CallOrder(Collection<Claim> claims) {
        this.all = new PatternTree<>(claims.stream()
                .map(claim -> new PatternTree.Entry<>(claim.pattern(), claim))
                .toList());
    }

    /** A note for each pair of which one at least is the document's; for many pairs only the first. */
    static List<Note> notes(Collection<Claim> claims) {
        var order = new CallOrder(claims);
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
                && before.pattern().goesBefore(claim.pattern())
                && before.pattern().crosses(claim.pattern())
                && before.methods().overlap(claim.methods())) {
            before.pattern()
                    .intersection(claim.pattern())
                    .filter(both -> isGotByTheFirst(both, claim, before))
                    .ifPresent(both -> notes.add(note(claim, before, both)));
        }
        return notes.size() == MAX_NOTES;
    }

    /** Whether no third resource goes before both for all methods that they have in common. */
    private boolean isGotByTheFirst(UrlPattern both, Claim claim, Claim before) {
        var methods = before.methods().covered();
        methods.retainAll(claim.methods().covered());
        all.forEachCovering(both, steps, third -> {
            if (third.pattern().goesBefore(before.pattern())) {
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
