// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a protected resource (RFC 9728 §2).
 *
 * @param resource the identifier, also valid as the {@code resource} parameter of RFC 8707
 * @param scopesSupported the scopes that cover a part of the resource and that the asking client may request; null if
 *     the client is unknown, or in the general metadata
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record ProtectedResourceMetadata(
        String resource,
        List<String> authorizationServers,
        @Nullable List<String> scopesSupported,
        List<String> bearerMethodsSupported,
        @Nullable String resourceName) {
    private static final List<String> BEARER_METHODS = List.of("header");

    /** Returns the general metadata of this server. */
    static ProtectedResourceMetadata general(String issuer, List<String> others) {
        return new ProtectedResourceMetadata(issuer, servers(issuer, others), null, BEARER_METHODS, null);
    }

    /**
     * Returns the metadata of one resource.
     *
     * @param others the trusted issuers whose tokens can cover the resource too
     */
    static ProtectedResourceMetadata of(
            ProtectedResource resource, @Nullable List<String> scopes, String issuer, List<String> others) {
        return new ProtectedResourceMetadata(
                resource.identifier(issuer), servers(issuer, others), scopes, BEARER_METHODS, resource.name());
    }

    private static List<String> servers(String issuer, List<String> others) {
        return Stream.concat(Stream.of(issuer), others.stream()).toList();
    }
}
