package dev.gatehouse.gateway.explain;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.token.TokenState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What would change a denial, in words for the administrator who can. */
final class Remedies {
    private Remedies() {}

    static String of(
            Denied denied, Explanation.Facts facts, @Nullable TokenState token, @Nullable RegisteredClient client) {
        return switch (denied.step()) {
            case PATH -> "Call the URL in its plain spelling: " + denied.description() + ".";
            case BEARER_TOKEN -> "Send one access token, in the header: Authorization: Bearer <token>.";
            case TOKEN_KNOWN ->
                "Get a new token: this one was not issued here, was replaced by a refresh, or was deleted.";
            case ISSUER, SIGNATURE, TOKEN_TYPE, AUDIENCE -> "Get a token here: " + denied.inFull() + ".";
            case NOT_REVOKED -> "Get a new token: a revoked one stays so.";
            case NOT_EXPIRED -> "Refresh the token, or get a new one.";
            case CLIENT_ACTIVE -> "Activate the client; its tokens that have not expired are good again.";
            case ACCOUNT_ACTIVE -> "Activate the account; the tokens that it granted are good again.";
            case RESOURCE ->
                "Get a token for another resource, or for none: this one is good below "
                        + (token == null ? "another URL" : token.boundTo()) + " only.";
            case SCOPE ->
                scope(denied.sufficient(), facts, Objects.requireNonNull(token), Objects.requireNonNull(client));
            case SERVICE -> "Expose a service under this URL.";
            case METHOD ->
                "Call with one of " + denied.allowedMethods() + ", or let the service answer to " + facts.method()
                        + ".";
            case RATE_LIMIT -> "Wait, or raise the limit: " + denied.description() + ".";
        };
    }

    private static String scope(
            ScopeNames sufficient, Explanation.Facts facts, TokenState token, RegisteredClient client) {
        var call = facts.method() + " " + facts.path();
        if (sufficient.isEmpty()) {
            return "Let a scope cover " + call + ", associate the client " + client.clientId()
                    + " with it, and get a token that carries it.";
        }
        var carried = sufficient.intersect(token.scopes());
        if (!carried.isEmpty()) {
            return "The token carries " + carried
                    + ", which does not count for whoever holds it: a scope with an access"
                    + " control list takes a member of one of its groups, a built-in one an account with the role.";
        }
        var associated = sufficient.intersect(client.scopes());
        return associated.isEmpty()
                ? "Associate the client " + client.clientId()
                        + " with one of these scopes, and get a token that carries" + " it: " + sufficient + "."
                : "Get a token that carries one of these scopes, which the client may request: " + associated + ".";
    }
}
