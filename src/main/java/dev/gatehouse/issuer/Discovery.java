// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Finds an issuer's metadata: at the place of RFC 8414 §3.1, else at that of OpenID Connect Discovery §4.1. A document
 * counts only if its {@code issuer} is exactly the one that was looked for (RFC 8414 §3.3).
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

    /** Of two faults the one that says more: that there is no such document says least. */
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
