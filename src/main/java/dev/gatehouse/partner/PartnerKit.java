// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.ScopeMatcher.KnownScope;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data of a client for a partner developer, except the secret, which Gatehouse does not store.
 *
 * @param base the tenant's address
 * @param grants the grants that the registration and the tenant's settings allow, in the order of preference
 * @param scopes the client's scopes
 * @param complete false if there are more calls than the kit contains
 */
record PartnerKit(
        RegisteredClient client, String base, List<GrantType> grants, List<ScopeCalls> scopes, boolean complete) {
    static final String POSTMAN_CALLBACK = "https://oauth.pstmn.io/v1/callback";

    /** A scope and the calls that it covers. */
    record ScopeCalls(KnownScope scope, List<ServiceCall> calls) {}

    /** Returns the grant that is shown first; null if the client has none. */
    @Nullable GrantType primaryGrant() {
        return grants.isEmpty() ? null : grants.getFirst();
    }

    boolean allows(GrantType grant) {
        return grants.contains(grant);
    }

    /** Returns whether a grant may return a refresh token. */
    boolean refreshes() {
        var count = client.refreshCount();
        return (count == null || count > 0) && (allows(GrantType.AUTHORIZATION_CODE) || allows(GrantType.PASSWORD));
    }

    /** Returns the redirect URI for Postman or for a user who copies the response of the authorization endpoint. */
    Optional<String> callback() {
        var uris = client.redirectUris();
        return uris.contains(POSTMAN_CALLBACK)
                ? Optional.of(POSTMAN_CALLBACK)
                : uris.stream().findFirst();
    }

    /**
     * Returns the scopes to request. For client credentials, scopes that only a user can grant are left out, because
     * the whole request would be rejected.
     */
    String scope(GrantType grant) {
        return ScopeNames.of(scopes.stream()
                        .map(ScopeCalls::scope)
                        .filter(scope -> grant != GrantType.CLIENT_CREDENTIALS || isForClient(scope))
                        .map(KnownScope::name)
                        .toList())
                .toString();
    }

    /** Returns the easiest call with a token of a grant: preferably a call that only reads and has no path variable. */
    Optional<ServiceCall> easiestCall(GrantType grant) {
        return scopes.stream()
                .filter(covered -> grant != GrantType.CLIENT_CREDENTIALS || isForClient(covered.scope()))
                .flatMap(covered -> covered.calls().stream())
                .min(ServiceCall.EASIEST_FIRST);
    }

    String authorizationEndpoint() {
        return base + Paths.AUTHORIZE;
    }

    String tokenEndpoint() {
        return base + Paths.TOKEN;
    }

    private boolean isForClient(KnownScope scope) {
        return !scope.builtIn() && (scope.groups().isEmpty() || !Collections.disjoint(scope.groups(), client.groups()));
    }
}
