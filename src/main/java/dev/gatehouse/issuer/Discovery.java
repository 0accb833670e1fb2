// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Fetches an issuer's metadata, from the location of RFC 8414 §3.1 or else of OpenID Connect Discovery §4.1. The
 * {@code issuer} of the document must be exactly the requested one (RFC 8414 §3.3).
 */
@ApplicationScoped
class Discovery {
    private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";
    private static final String OPENID_PROVIDER = "/.well-known/openid-configuration";

    private final IssuerHttp http;

    Discovery(IssuerHttp http) {
        this.http = http;
    }

    Future<IssuerMetadata> of(String issuer) {
        var url = IssuerUrl.parse(issuer).orElseThrow(() -> IssuerFault.unusable(IssuerErrors.notAnIssuerUrl()));
        var path = url.getRawPath().replaceAll("/$", "");
        var origin = url.getScheme() + "://" + url.getRawAuthority();
        return read(issuer, URI.create(origin + AUTHORIZATION_SERVER + path))
                .recover(first -> read(issuer, URI.create(origin + path + OPENID_PROVIDER))
                        .recover(second -> Future.failedFuture(worse(IssuerFault.of(first), IssuerFault.of(second)))));
    }

    /**
     * Combines the faults of both locations. The kind is {@code UNREACHABLE} if either location is unreachable, else
     * that of the second fault.
     */
    private static IssuerFault worse(IssuerFault first, IssuerFault second) {
        return new IssuerFault(
                first.kind() == IssuerFault.Kind.UNREACHABLE ? first.kind() : second.kind(),
                IssuerErrors.both(first.why(), second.why()));
    }

    private Future<IssuerMetadata> read(String issuer, URI url) {
        return http.get(url).map(body -> {
            var document = ClaimSet.parse(body).orElseThrow(() -> IssuerFault.unusable(IssuerErrors.notJson(url)));
            if (!issuer.equals(document.text("issuer"))) {
                throw IssuerFault.unusable(IssuerErrors.otherMetadata(url));
            }
            return new IssuerMetadata(
                    endpoint(document, "jwks_uri", url), endpoint(document, "introspection_endpoint", url));
        });
    }

    private static @Nullable URI endpoint(ClaimSet document, String name, URI url) {
        var value = document.members().get(name);
        if (value == null) {
            return null;
        }
        return IssuerUrl.parseNamedIn(url, value instanceof String text ? text : "")
                .orElseThrow(() -> IssuerFault.unusable(IssuerErrors.namedUrl(name, url)));
    }
}
