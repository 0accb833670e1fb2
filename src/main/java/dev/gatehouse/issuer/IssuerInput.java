// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trusted issuer in a request to the admin API. The issuer's identifier cannot change.
 *
 * @param audience the required audience; with {@code JWT} the default is the address of this server
 * @param algorithms by default RS256 and ES256
 * @param clientSecret if missing, the stored secret stays
 * @param scopes the mapping of the issuer's scopes; a scope without a mapping has no effect
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

    /** The mapping of a scope of the issuer, or of another value of its scope claim, to a scope of Gatehouse. */
    public record MappedScope(
            @Nullable String external, @Nullable String scope) {}

    /** The text never contains the secret, so that no log line does. */
    @Override
    public String toString() {
        return "IssuerInput[" + issuer + "]";
    }
}
