package dev.gatehouse.client;

import dev.gatehouse.oauth.ResponseType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A URI that a client has registered, and the only kind of address that an answer is ever redirected to: none can be made
 * but by {@link RegisteredClient#verify}, so an open redirector does not compile (RFC 9700 §4.11).
 */
public final class VerifiedRedirectUri {
    private final String value;

    VerifiedRedirectUri(String value) {
        this.value = value;
    }

    /** The URI as it was sent. */
    public String value() {
        return value;
    }

    /** Scheme, host and port, or the scheme alone where there is no host: what a person is shown. */
    public String destination() {
        var uri = URI.create(value);
        if (uri.getHost() == null) {
            return uri.getScheme() + ":";
        }
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** This URI with the answer's parameters, where that response type carries them (RFC 6749 §4.1.2, §4.2.2). */
    public URI with(ResponseType type, Map<String, String> parameters) {
        var encoded = parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return switch (type) {
            case CODE -> {
                var separator = value.indexOf('?') < 0 ? "?" : value.endsWith("?") || value.endsWith("&") ? "" : "&";
                yield URI.create(value + separator + encoded);
            }
            case TOKEN -> URI.create(value + "#" + encoded);
        };
    }

    @Override
    public String toString() {
        return value;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
