// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.GatewayErrors;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.token.TokenState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts that tell an administrator what would allow a denied call. */
final class SuggestedChanges {
    private SuggestedChanges() {}

    static ErrorText of(
            Denied denied, Explanation.Facts facts, @Nullable TokenState token, @Nullable RegisteredClient client) {
        return switch (denied.step()) {
            case PATH -> GatewayErrors.plainSpelling(denied.description());
            case BEARER_TOKEN -> GatewayErrors.sendToken();
            case TOKEN_KNOWN -> GatewayErrors.newToken();
            case ISSUER, SIGNATURE, TOKEN_TYPE, AUDIENCE -> GatewayErrors.tokenFromHere(denied.inFull());
            case NOT_REVOKED -> GatewayErrors.tokenInPlaceOfRevoked();
            case NOT_EXPIRED -> GatewayErrors.refresh();
            case CLIENT_ACTIVE -> GatewayErrors.activateClient();
            case ACCOUNT_ACTIVE -> GatewayErrors.activateAccount();
            case RESOURCE ->
                token == null || token.boundTo() == null
                        ? GatewayErrors.tokenForOtherResource()
                        : GatewayErrors.tokenForResource(token.boundTo());
            case SCOPE ->
                scope(denied.sufficient(), facts, Objects.requireNonNull(token), Objects.requireNonNull(client));
            case SERVICE -> GatewayErrors.exposeService();
            case METHOD -> GatewayErrors.otherMethod(Objects.requireNonNull(denied.allowedMethods()), facts.method());
            case RATE_LIMIT -> GatewayErrors.raiseLimit(denied.description());
        };
    }

    private static ErrorText scope(
            ScopeNames sufficient, Explanation.Facts facts, TokenState token, RegisteredClient client) {
        if (sufficient.isEmpty()) {
            return GatewayErrors.coverCall(facts.method(), String.valueOf(facts.path()), client.clientId());
        }
        var carried = sufficient.intersect(token.scopes());
        if (!carried.isEmpty()) {
            return GatewayErrors.scopesDoNotCount(carried);
        }
        var associated = sufficient.intersect(client.scopes());
        return associated.isEmpty()
                ? GatewayErrors.associate(client.clientId(), sufficient)
                : GatewayErrors.requestScope(associated);
    }
}
