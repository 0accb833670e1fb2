// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.scope.ScopeMatcher.KnownScope;
import dev.gatehouse.scope.Scopes;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The holder of a grant. {@link #mayHold} is the only rule for granting a scope and for honouring the scope in later
 * calls: a built-in scope requires a user with the role, and a scope with an access control list requires a member of
 * one of its groups. The association of the client with a scope is not checked here.
 *
 * @param person the user; null if the client acts for itself
 */
public record TokenHolder(
        GrantOrigin origin,
        RegisteredClient client,
        @Nullable Person person) {

    /** Returns whether the holder may have a scope; false for a scope that does not exist. */
    public boolean mayHold(@Nullable KnownScope scope) {
        if (scope == null) {
            return false;
        }
        if (scope.builtIn()) {
            return person != null && person.mayAdminister(scope.name().equals(Scopes.AUDIT));
        }
        return scope.groups().isEmpty() || isInOneOf(scope.groups());
    }

    private boolean isInOneOf(Set<UUID> groups) {
        return switch (origin) {
            case AUTHORIZATION_CODE, IMPLICIT -> personIsIn(groups);
            case CLIENT_CREDENTIALS, ADMINISTRATOR -> clientIsIn(groups);
            case PASSWORD -> personIsIn(groups) || clientIsIn(groups);
        };
    }

    private boolean personIsIn(Set<UUID> groups) {
        return person != null && !Collections.disjoint(person.groups(), groups);
    }

    private boolean clientIsIn(Set<UUID> groups) {
        return !Collections.disjoint(client.groups(), groups);
    }
}
