// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.platform.AbsoluteUrl;
import java.net.URI;
import java.util.Optional;

/**
 * The URLs of issuers that Gatehouse may call: https, or http on a loopback address. The scheme must be in lower case,
 * because issuers are compared exactly (RFC 8414 §3.3).
 */
final class IssuerUrl {
    private IssuerUrl() {}

    static Optional<URI> parse(String text) {
        return AbsoluteUrl.parse(text)
                .filter(url -> !url.hasUserInfo() && !url.hasFragment() && url.hasValidPort() && !url.hasZone())
                .filter(AbsoluteUrl::isHttpsOrLoopback)
                .map(AbsoluteUrl::uri)
                .filter(uri -> "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    }

    /** Returns whether the only fault of a URL may be its IPv6 zone ID. */
    static boolean hasZone(String text) {
        return AbsoluteUrl.parse(text).filter(AbsoluteUrl::hasZone).isPresent();
    }

    /**
     * Parses a URL that a document names. A document that came by https must not lead to plain http on this machine.
     */
    static Optional<URI> parseNamedIn(URI document, String text) {
        return parse(text)
                .filter(uri ->
                        "https".equals(uri.getScheme()) || uri.getScheme().equals(document.getScheme()));
    }
}
