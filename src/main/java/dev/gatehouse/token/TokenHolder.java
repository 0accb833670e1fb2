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
 * Who holds a grant, or would: the one rule by which a scope is granted, and by which it counts at every call after that. A
 * built-in scope takes a person with the role; a scope with an access control list takes a member of one of its groups. That
 * the client is associated with a scope is not looked at here.
 *
 * @param person null: the client acts for itself
 */
public record TokenHolder(
        GrantOrigin origin,
        RegisteredClient client,
        @Nullable Person person) {

    /** Whether the scope may be held; one that does not exist (any more) may not. */
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
