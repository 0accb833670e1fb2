// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.oauth.GrantType;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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
        private static final List<String> HOSTS = List.of("127.0.0.1", "[::1]", "localhost");

        static Optional<Loopback> of(String redirectUri, UnaryOperator<String> literal) {
            var uri = URI.create(redirectUri);
            var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || !HOSTS.contains(host)) {
                return Optional.empty();
            }
            var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            return Optional.of(new Loopback(
                    literal.apply(host),
                    literal.apply(host.replaceAll("[\\[\\]]", "")),
                    Math.max(0, uri.getPort()),
                    literal.apply(path)));
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
