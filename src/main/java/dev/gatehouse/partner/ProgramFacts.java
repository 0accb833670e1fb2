package dev.gatehouse.partner;

import dev.gatehouse.oauth.GrantType;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a program has to know.
 *
 * @param redirectUri empty for a grant without one
 * @param loopback where the program itself can wait for the answer; null: a person pastes it
 * @param call null: the token covers nothing that is exposed
 */
record ProgramFacts(
        GrantType grant,
        boolean confidential,
        String authorizationEndpoint,
        String tokenEndpoint,
        String clientId,
        String scope,
        String redirectUri,
        @Nullable Loopback loopback,
        @Nullable Call call) {

    /** An address of this machine; any port will do where it is 0 (RFC 8252 §7.3). */
    record Loopback(String host, int port, String path) {
        private static final List<String> HOSTS = List.of("127.0.0.1", "[::1]", "localhost");

        static Optional<Loopback> of(String redirectUri) {
            var uri = URI.create(redirectUri);
            var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || !HOSTS.contains(host)) {
                return Optional.empty();
            }
            var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            return Optional.of(new Loopback(host, Math.max(0, uri.getPort()), path));
        }
    }

    /** The call to make with the token. */
    record Call(String method, String url, boolean hasBody) {}

    static ProgramFacts of(PartnerKit kit, GrantType grant) {
        var uris = grant == GrantType.AUTHORIZATION_CODE ? kit.client().redirectUris() : List.<String>of();
        var own = uris.stream().filter(uri -> Loopback.of(uri).isPresent()).findFirst();
        var redirectUri = own.or(() -> uris.stream().findFirst()).orElse("");
        return new ProgramFacts(
                grant,
                !kit.client().isPublic(),
                kit.authorizationEndpoint(),
                kit.tokenEndpoint(),
                kit.client().clientId(),
                kit.scope(grant),
                redirectUri,
                own.flatMap(Loopback::of).orElse(null),
                kit.easiestCall(grant)
                        .map(call -> new Call(call.method(), kit.base() + call.samplePath(), call.hasBody()))
                        .orElse(null));
    }
}
