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
 * Which scopes a client may get from whom, for every grant: only associated ones, and of those only what the
 * {@link Holder} may hold.
 */
@ApplicationScoped
public class GrantableScopes {
    private final Scopes scopes;

    GrantableScopes(Scopes scopes) {
        this.scopes = scopes;
    }

    /** Those of some names that a person can grant to a client. */
    public ScopeNames among(ScopeNames names, RegisteredClient client, Person person) {
        return among(names, new Holder(GrantOrigin.AUTHORIZATION_CODE, client, person));
    }

    /** Those of some names that can be granted to a holder. */
    ScopeNames among(ScopeNames names, Holder holder) {
        var matcher = scopes.matcher();
        return ScopeNames.of(names.names().stream()
                .filter(name -> holder.client().scopes().contains(name) && holder.mayHold(matcher.get(name)))
                .toList());
    }

    /**
     * What a token request asks for, all of which can be granted; without a wish, all that can be.
     *
     * @throws OAuthException {@code invalid_scope} naming what cannot, or when nothing can
     */
    ScopeNames requested(@Nullable ScopeNames asked, Holder holder) {
        if (asked == null) {
            var all = among(ScopeNames.of(new TreeSet<>(holder.client().scopes())), holder);
            if (all.isEmpty()) {
                throw new OAuthException(
                        OAuthError.INVALID_SCOPE,
                        holder.client().scopes().isEmpty()
                                ? "the client is associated with no scope"
                                : "none of the client's scopes can be granted to this client");
            }
            return all;
        }
        var granted = among(asked, holder);
        asked.names().stream()
                .filter(name -> !granted.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new OAuthException(
                            OAuthError.INVALID_SCOPE, "the scope " + name + " cannot be granted to this client");
                });
        return asked;
    }
}
