// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server of an absolute {@code http} or {@code https} URL. Scheme and host are not case-sensitive (RFC 3986 §3.1,
 * §3.2.2) and are stored in lower case. Hosts with an underscore are accepted, although {@link URI} rejects them,
 * because container networks use them.
 *
 * @param host the host; an IPv6 address has brackets
 * @param port the port; -1 if the URL has none
 */
public record WebServer(String scheme, String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final String HTTPS = "https";
    private static final Pattern WITH_UNDERSCORE =
            Pattern.compile("((?=[^:]*_)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\\.[A-Za-z0-9_]"
                    + "(?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*)(?::([0-9]{1,9})?)?");

    /** Returns the server of a URL; empty if the URL is not absolute, has another scheme or no host. */
    public static Optional<WebServer> of(URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getRawAuthority() == null || !(scheme.equals("http") || scheme.equals(HTTPS))) {
            return Optional.empty();
        }
        if (url.getHost() != null) {
            return Optional.of(new WebServer(scheme, url.getHost().toLowerCase(Locale.ROOT), url.getPort()));
        }
        var named = WITH_UNDERSCORE.matcher(url.getRawAuthority());
        return named.matches()
                ? Optional.of(new WebServer(
                        scheme,
                        named.group(1).toLowerCase(Locale.ROOT),
                        named.group(2) == null ? -1 : Integer.parseInt(named.group(2))))
                : Optional.empty();
    }

    public boolean isSecure() {
        return scheme.equals(HTTPS);
    }

    /** Returns the port of the URL, or the default port of the scheme. */
    public int effectivePort() {
        return port > 0 ? port : isSecure() ? 443 : 80;
    }

    /** Returns whether the port is valid or absent. */
    public boolean hasSoundPort() {
        return port == -1 || (port >= 1 && port <= MAX_PORT);
    }

    /** Returns scheme, host and port as in the URL. */
    public String origin() {
        return scheme + "://" + host + (port == -1 ? "" : ":" + port);
    }

    /** Returns scheme, host and port, without the scheme's default port. */
    String canonicalOrigin() {
        var unnamed = new WebServer(scheme, host, -1);
        return (effectivePort() == unnamed.effectivePort() ? unnamed : this).origin();
    }
}
