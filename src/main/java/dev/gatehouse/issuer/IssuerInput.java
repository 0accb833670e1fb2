// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trusted issuer as the admin API takes it. The issuer cannot change once it is saved.
 *
 * @param audience whom tokens must be meant for; with {@code JWT} this server's own address unless said otherwise
 * @param algorithms RS256 and ES256 unless said otherwise
 * @param clientSecret kept if it is left out
 * @param scopes what its scopes stand for; one that is not here stands for nothing
 */
public record IssuerInput(
        @Nullable String issuer,
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean active,
        @Nullable Validation validation,
        @Nullable String audience,
        @Nullable List<String> algorithms,
        @Nullable TokenTypes tokenTypes,
        @Nullable String scopeClaim,
        @Nullable String clientClaim,
        @Nullable List<String> clients,
        @Nullable String jwksUri,
        @Nullable String introspectionEndpoint,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable Integer cacheSeconds,
        @Nullable String tokenPrefix,
        @Nullable List<MappedScope> scopes) {

    /** A scope of the issuer, or another value of its scope claim, and the scope of ours that it stands for. */
    public record MappedScope(
            @Nullable String external, @Nullable String scope) {}

    /** Never the secret, so that no log line can hold it. */
    @Override
    public String toString() {
        return "IssuerInput[" + issuer + "]";
    }
}
