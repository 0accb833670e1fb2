// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.platform.AbsoluteUrl;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values for a code sample. Every text is a complete literal of the sample's language, with its quotes, so that a
 * template cannot insert an unescaped text.
 *
 * @param redirectUri null if the grant has none
 * @param loopback the address where the sample itself receives the response; null if the user pastes the response
 * @param call null if the token covers no exposed service
 */
@TemplateData
public record CodeSampleData(
        GrantType grant,
        boolean confidential,
        String authorizationEndpoint,
        String tokenEndpoint,
        String clientId,
        String scope,
        @Nullable String redirectUri,
        @Nullable Loopback loopback,
        @Nullable Call call) {

    /**
     * A loopback address.
     *
     * @param host the host of the URI: an IPv6 address has brackets
     * @param address the address without brackets
     * @param port 0 if any port is allowed (RFC 8252 §7.3)
     * @param path the path with the query
     */
    @TemplateData
    public record Loopback(String host, String address, int port, String path) {
        static Optional<Loopback> of(String redirectUri, UnaryOperator<String> literal) {
            return AbsoluteUrl.of(URI.create(redirectUri))
                    .filter(AbsoluteUrl::isNamedLoopback)
                    .map(url -> of(url, literal));
        }

        private static Loopback of(AbsoluteUrl url, UnaryOperator<String> literal) {
            var query = url.hasQuery() ? "?" + url.uri().getRawQuery() : "";
            return new Loopback(
                    literal.apply(url.host()),
                    literal.apply(url.host().replaceAll("[\\[\\]]", "")),
                    Math.max(0, url.port()),
                    literal.apply(url.path() + query));
        }
    }

    /** The call with the token. */
    @TemplateData
    public record Call(String method, String url, boolean hasBody) {}

    static CodeSampleData of(PartnerKit kit, GrantType grant, UnaryOperator<String> literal) {
        var uris = grant == GrantType.AUTHORIZATION_CODE ? kit.client().redirectUris() : List.<String>of();
        var own = uris.stream()
                .filter(uri -> Loopback.of(uri, literal).isPresent())
                .findFirst();
        return new CodeSampleData(
                grant,
                !kit.client().isPublic(),
                literal.apply(kit.authorizationEndpoint()),
                literal.apply(kit.tokenEndpoint()),
                literal.apply(kit.client().clientId()),
                literal.apply(kit.scope(grant)),
                own.or(() -> uris.stream().findFirst()).map(literal).orElse(null),
                own.flatMap(uri -> Loopback.of(uri, literal)).orElse(null),
                kit.easiestCall(grant)
                        .map(call -> new Call(
                                literal.apply(call.method()),
                                literal.apply(kit.base() + call.samplePath()),
                                call.hasBody()))
                        .orElse(null));
    }

    /** Returns whether the user signs in with a browser. */
    public boolean asksUser() {
        return redirectUri != null;
    }

    /** Returns whether the sample reads a secret or a password from an environment variable. */
    public boolean readsEnvironment() {
        return confidential || grant == GrantType.PASSWORD;
    }
}
