// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The URLs of issuers that Gatehouse may call: https, or http on a loopback address. */
final class IssuerUrl {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MAX_PORT = 65_535;

    private IssuerUrl() {}

    static Optional<URI> parse(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null
                            && (uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= MAX_PORT))
                            && isSafe(uri)
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    /**
     * Parses a URL that a document names. A document that came by https must not lead to plain http on this machine.
     */
    static Optional<URI> parseNamedIn(URI document, String text) {
        return parse(text)
                .filter(uri ->
                        "https".equals(uri.getScheme()) || uri.getScheme().equals(document.getScheme()));
    }

    private static boolean isSafe(URI uri) {
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme())
                        && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT)));
    }
}
