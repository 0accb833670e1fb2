package dev.gatehouse.token;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.Scopes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes a client may get from whom, for every grant: only associated ones, and a built-in one only from a person
 * whose role allows it.
 */
@ApplicationScoped
public class GrantableScopes {
    private final Scopes scopes;

    GrantableScopes(Scopes scopes) {
        this.scopes = scopes;
    }

    /**
     * Those of some names that can be granted.
     *
     * @param person who grants; null: the client acts for itself
     */
    public ScopeNames among(ScopeNames names, RegisteredClient client, @Nullable Person person) {
        return ScopeNames.of(names.names().stream()
                .filter(name -> client.scopes().contains(name) && mayGrant(name, person))
                .toList());
    }

    /**
     * What a token request asks for, all of which can be granted; without a wish, all that can be.
     *
     * @throws OAuthException {@code invalid_scope} naming what cannot, or when nothing can
     */
    ScopeNames requested(@Nullable ScopeNames asked, RegisteredClient client, @Nullable Person person) {
        if (asked == null) {
            var all = among(ScopeNames.of(new TreeSet<>(client.scopes())), client, person);
            if (all.isEmpty()) {
                throw new OAuthException(OAuthError.INVALID_SCOPE, "the client is associated with no scope");
            }
            return all;
        }
        var granted = among(asked, client, person);
        asked.names().stream()
                .filter(name -> !granted.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new OAuthException(
                            OAuthError.INVALID_SCOPE, "the scope " + name + " cannot be granted to this client");
                });
        return asked;
    }

    private boolean mayGrant(String name, @Nullable Person person) {
        var scope = scopes.matcher().get(name);
        return scope != null
                && (!scope.builtIn() || (person != null && person.mayAdminister(name.equals(Scopes.AUDIT))));
    }
}
