// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.scope.ScopeEdit;
import dev.gatehouse.scope.ScopeInput;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedServices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes the effect of an edit of a scope on its clients and tokens, before the edit is saved. */
@ApplicationScoped
class ScopeImpacts {
    private static final int SHOWN = 50;
    private static final int SHOWN_OF_A_CLIENT = 10;

    private final Scopes scopes;
    private final ExposedServices services;
    private final ServiceReferences references;
    private final ScopeClients clients;
    private final LiveTokens liveTokens;

    ScopeImpacts(
            Scopes scopes,
            ExposedServices services,
            ServiceReferences references,
            ScopeClients clients,
            LiveTokens liveTokens) {
        this.scopes = scopes;
        this.services = services;
        this.references = references;
        this.clients = clients;
        this.liveTokens = liveTokens;
    }

    /** The number of affected tokens. */
    private static final class Tally {
        private long live;
        private long losing;
        private long gaining;
        private @Nullable Instant lastUsedAt;

        void add(LiveTokens.Alike tokens, boolean lose, boolean gain) {
            live += tokens.tokens();
            losing += lose ? tokens.tokens() : 0;
            gaining += gain ? tokens.tokens() : 0;
            var used = tokens.lastUsedAt();
            if (used != null && (lastUsedAt == null || used.isAfter(lastUsedAt))) {
                lastUsedAt = used;
            }
        }

        boolean isCut() {
            return live > BoundedCount.MAX;
        }

        /**
         * Returns the counts.
         *
         * @param cut whether there are more tokens than were read
         */
        ScopeImpact.OfTokens view(boolean cut) {
            return new ScopeImpact.OfTokens(
                    new BoundedCount((int) Math.min(live, BoundedCount.MAX), cut),
                    (int) Math.min(losing, BoundedCount.MAX),
                    (int) Math.min(gaining, BoundedCount.MAX),
                    lastUsedAt);
        }
    }

    private record Tallies(Tally all, Map<UUID, Tally> ofClients) {}

    /**
     * Returns the effect of an edit or deletion, and changes nothing.
     *
     * @param input the scope as it would be saved; null: the scope would be deleted
     * @throws dev.gatehouse.problem.ProblemException if saving would fail
     */
    @Transactional
    ScopeImpact of(UUID scope, @Nullable ScopeInput input) {
        var edit = scopes.preview(scope, input);
        var catalogue = services.catalogue();
        var matcher = scopes.matcher();
        var lost = new CallDifference(edit.before(), edit.after(), catalogue, matcher);
        var gained = new CallDifference(edit.after(), edit.before(), catalogue, matcher);
        var tallies = tallies(edit, lost, gained);
        return new ScopeImpact(
                edit.name(),
                edit.deletion(),
                calls(gained.notCoveredBy(Set.of()), SHOWN),
                calls(lost.notCoveredBy(Set.of()), SHOWN),
                clients(edit, tallies, lost, gained),
                tallies.all().view(tallies.all().isCut()),
                new ScopeImpact.Groups(
                        edit.groupsBefore(),
                        edit.groupsAfter(),
                        liveTokens.shutOut(edit.name(), edit.groupsBefore(), edit.groupsAfter())));
    }

    /**
     * Uses the scopes of the access token. If a refresh removed the edited scope, uses the granted scopes, which the
     * next refresh can restore.
     */
    private Tallies tallies(ScopeEdit edit, CallDifference lost, CallDifference gained) {
        var tallies = new Tallies(new Tally(), new HashMap<>());
        for (var alike : liveTokens.alike(edit.name())) {
            var carries = List.of(alike.accessScopes()).contains(edit.name());
            var others = CallDifference.others(carries ? alike.accessScopes() : alike.scopes(), edit.name());
            var loses = lost.leavesAny(others);
            var gains = gained.leavesAny(others);
            tallies.all().add(alike, loses, gains);
            tallies.ofClients()
                    .computeIfAbsent(alike.client(), ignored -> new Tally())
                    .add(alike, loses, gains);
        }
        return tallies;
    }

    private Excerpt<ScopeImpact.OfClient> clients(
            ScopeEdit edit, Tallies tallies, CallDifference lost, CallDifference gained) {
        var associated = clients.associated(edit.scope());
        var all = new LinkedHashSet<>(associated);
        all.addAll(tallies.ofClients().keySet());
        var holding = tallies.ofClients().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<UUID, Tally> one) -> -one.getValue().losing)
                        .thenComparingLong(one -> -one.getValue().live))
                .limit(SHOWN)
                .map(Map.Entry::getKey);
        var shown = Stream.concat(holding, clients.first(edit.scope(), 2 * SHOWN).stream())
                .distinct()
                .limit(SHOWN)
                .toList();
        var rows = clients.named(shown).stream()
                .map(client -> {
                    var tally =
                            Objects.requireNonNullElseGet(tallies.ofClients().get(client.id()), Tally::new);
                    var others = new LinkedHashSet<>(client.scopes());
                    others.remove(edit.name());
                    return new ScopeImpact.OfClient(
                            client.clientId(),
                            client.name(),
                            client.version(),
                            associated.contains(client.id()),
                            tally.view(tallies.all().isCut()),
                            calls(gained.notCoveredBy(others), SHOWN_OF_A_CLIENT),
                            calls(lost.notCoveredBy(others), SHOWN_OF_A_CLIENT));
                })
                .sorted(Comparator.comparingInt((ScopeImpact.OfClient client) ->
                                -client.tokens().losing())
                        .thenComparingInt(client -> -client.tokens().live().count()))
                .toList();
        return new Excerpt<>(rows, all.size());
    }

    private Excerpt<ScopeImpact.Calls> calls(Excerpt<CallSet.Rest> rests, int size) {
        var first = rests.items().stream().limit(size).toList();
        var known =
                references.of(first.stream().map(rest -> rest.route().service()).collect(Collectors.toSet()));
        var rows = first.stream()
                .flatMap(rest -> Stream.ofNullable(known.get(rest.route().service()))
                        .map(service -> new ScopeImpact.Calls(service, rest.url(), rest.methods(), rest.extent())))
                .toList();
        return new Excerpt<>(rows, rests.total());
    }
}
