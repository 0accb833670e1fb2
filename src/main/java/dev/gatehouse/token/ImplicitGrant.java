package dev.gatehouse.token;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.TimeSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access token straight from the authorization endpoint (RFC 6749 §4.2): no code, no refresh token. The raw token leaves
 * only in the fragment of the redirect.
 */
@ApplicationScoped
public class ImplicitGrant {
    private final TimeSource time;
    private final TokenIssuer issuer;

    ImplicitGrant(TimeSource time, TokenIssuer issuer) {
        this.time = time;
        this.issuer = issuer;
    }

    /** The parameters of the answer (RFC 6749 §4.2.2), without {@code state}. */
    public Map<String, String> issue(
            RegisteredClient client, Person person, ScopeNames scope, @Nullable String resource, String base) {
        var answer = issuer.issue(new TokenIssuer.Grant(
                        base, GrantType.IMPLICIT, client, person, scope, ResourceIndicator.stored(resource), null))
                .toResponse(time.now());
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("access_token", answer.accessToken());
        parameters.put("token_type", answer.tokenType());
        if (answer.expiresIn() != null) {
            parameters.put("expires_in", answer.expiresIn().toString());
        }
        parameters.put("scope", answer.scope());
        return parameters;
    }
}
