// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.NotInEntityTag;
import dev.gatehouse.problem.ErrorText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upstream as the admin API returns it, without its secret.
 *
 * @param managed true: configuration files manage the upstream; null: they do not
 * @param warnings the risks of the configuration, in English
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpstreamView(
        UUID id,
        String url,
        @Nullable String description,
        UpstreamAuthentication authentication,
        @Nullable String headerName,
        @Nullable String tokenUrl,
        @Nullable String clientId,
        @Nullable TokenServerAuthentication clientAuthentication,
        @Nullable String scope,
        @Nullable String resource,
        @Nullable String audience,
        @Nullable String trustedCertificates,
        int maxConcurrent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,
        @JsonView(NotInEntityTag.class) List<ErrorText> warnings,
        Instant createdAt,
        Instant updatedAt) {

    public static UpstreamView of(DeclaredUpstream upstream, Instant now) {
        return new UpstreamView(
                upstream.id,
                upstream.url,
                upstream.description,
                upstream.authentication,
                upstream.headerName,
                upstream.tokenUrl,
                upstream.clientId,
                upstream.clientAuthentication,
                upstream.scope,
                upstream.resource,
                upstream.audience,
                upstream.trustedCertificates,
                upstream.maxConcurrent,
                ManagedObjects.shown(upstream.managed),
                warnings(upstream, now),
                upstream.createdAt,
                upstream.updatedAt);
    }

    private static List<ErrorText> warnings(DeclaredUpstream upstream, Instant now) {
        var warnings = new ArrayList<ErrorText>();
        if (upstream.authentication != UpstreamAuthentication.NONE && upstream.url.startsWith("http:")) {
            warnings.add(UpstreamErrors.credentialsInTheOpen());
        }
        if (upstream.trustedCertificates != null) {
            try {
                warnings.addAll(
                        TrustedCertificates.parse(upstream.trustedCertificates).warnings(now));
            } catch (TrustedCertificates.Malformed e) {
                warnings.add(UpstreamErrors.storedCertificatesUnreadable());
            }
        }
        return List.copyOf(warnings);
    }
}
