// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The credentials of a client in an {@code Authorization: Basic} header (RFC 7617). Both parts are form-encoded before
 * they are joined (RFC 6749 §2.3.1).
 *
 * @param secret the secret; empty if the client sends none
 */
public record BasicCredentials(String clientId, String secret) {
    /** Parses a header; empty if it has another scheme or is malformed, or the client ID is empty. */
    public static Optional<BasicCredentials> parse(String header) {
        var parts = header.split(" +", 2);
        if (parts.length != 2 || !parts[0].toLowerCase(Locale.ROOT).equals("basic")) {
            return Optional.empty();
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(parts[1].strip()), StandardCharsets.UTF_8);
            var colon = decoded.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(
                            decode(decoded.substring(0, colon)), decode(decoded.substring(colon + 1))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the value of the header. */
    public String header() {
        var both = encode(clientId) + ":" + encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    /** Omits the secret, so that no log line can contain the secret. */
    @Override
    public String toString() {
        return "BasicCredentials[" + clientId + "]";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
