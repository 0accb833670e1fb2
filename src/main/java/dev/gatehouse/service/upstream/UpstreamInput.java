package dev.gatehouse.service.upstream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * An upstream as the admin API takes it. What the view adds is ignored, so that it can be read, edited and sent back.
 *
 * @param url the origin, with a path where services of one server are to be told apart
 * @param authentication {@code NONE} unless said otherwise; the fields of the others are refused
 * @param headerValue write-only; a {@code PUT} without it keeps the stored one
 * @param clientSecret write-only; a {@code PUT} without it keeps the stored one
 * @param clientAuthentication {@code BASIC} unless said otherwise
 * @param trustedCertificates PEM; none: the system's
 * @param maxConcurrent how many calls it gets at once from one node; 200 unless said otherwise
 */
@JsonIgnoreProperties({"id", "warnings", "createdAt", "updatedAt"})
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

    /** Never what is secret. */
    @Override
    public String toString() {
        return "UpstreamInput[" + url + "]";
    }
}
