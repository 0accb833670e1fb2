package dev.gatehouse.service.upstream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.NotInEntityTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upstream as the admin API returns it, without its secret.
 *
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
        @JsonView(NotInEntityTag.class) List<String> warnings,
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
                warnings(upstream, now),
                upstream.createdAt,
                upstream.updatedAt);
    }

    private static List<String> warnings(DeclaredUpstream upstream, Instant now) {
        var warnings = new ArrayList<String>();
        if (upstream.authentication != UpstreamAuthentication.NONE && upstream.url.startsWith("http:")) {
            warnings.add(
                    "Without HTTPS everybody on the way to the upstream can read what it is sent to let Gatehouse in");
        }
        if (upstream.trustedCertificates != null) {
            try {
                warnings.addAll(
                        TrustedCertificates.parse(upstream.trustedCertificates).warnings(now));
            } catch (TrustedCertificates.Malformed e) {
                warnings.add("The trusted certificates cannot be read; no call gets through");
            }
        }
        return List.copyOf(warnings);
    }
}
