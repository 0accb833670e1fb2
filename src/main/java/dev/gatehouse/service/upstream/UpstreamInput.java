// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * An upstream in an admin API request. Fields that only {@link UpstreamView} has are ignored, so that a response can be
 * edited and sent back.
 *
 * @param url the origin, optionally with a path to distinguish services of one server
 * @param authentication the authentication; default {@code NONE}; fields of other kinds are rejected
 * @param headerValue the header value, write-only; a {@code PUT} without it keeps the stored value
 * @param clientSecret the client secret, write-only; a {@code PUT} without it keeps the stored secret
 * @param clientAuthentication how the client secret is sent; default {@code BASIC}
 * @param trustedCertificates certificates in PEM; null: the system's trusted certificates
 * @param maxConcurrent the maximum number of concurrent calls from one node; default 200
 */
@JsonIgnoreProperties({"id", "managed", "warnings", "createdAt", "updatedAt"})
public record UpstreamInput(
        @Nullable String url,
        @Nullable String description,
        @Nullable UpstreamAuthentication authentication,
        @Nullable String headerName,
        @Nullable String headerValue,
        @Nullable String tokenUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable TokenServerAuthentication clientAuthentication,
        @Nullable String scope,
        @Nullable String resource,
        @Nullable String audience,
        @Nullable String trustedCertificates,
        @Nullable Integer maxConcurrent) {

    /** Omits secrets. */
    @Override
    public String toString() {
        return "UpstreamInput[" + url + "]";
    }
}
