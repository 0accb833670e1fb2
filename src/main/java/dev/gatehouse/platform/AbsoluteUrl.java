// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL with a scheme and a host (RFC 3986 §4.3, §3.2.2). Scheme and host are not case-sensitive (§6.2.2.1) and are in
 * lower case here. Owns what the URLs of Gatehouse share. Does not check which schemes, ports and parts are allowed:
 * that is a rule of the place where a URL is used.
 */
public final class AbsoluteUrl {
    public static final int MAX_PORT = 65_535;

    private static final int NO_PORT = -1;
    private static final String HTTP = "http";
    private static final String HTTPS = "https";
    private static final Pattern WITH_UNDERSCORE =
            Pattern.compile("((?=[^:]*_)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\\.[A-Za-z0-9_]"
                    + "(?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*)(?::([0-9]{1,9})?)?");

    private final URI uri;
    private final String scheme;
    private final String host;
    private final int port;

    private AbsoluteUrl(URI uri, String host, int port) {
        this.uri = uri;
        this.scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        this.host = host.toLowerCase(Locale.ROOT);
        this.port = port;
    }

    /** Parses a URL; empty if the text is no URI, or has no scheme or host. */
    public static Optional<AbsoluteUrl> parse(String text) {
        try {
            return of(new URI(text));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the URL of a URI; empty if it has no scheme or host. */
    public static Optional<AbsoluteUrl> of(URI uri) {
        return uri.getScheme() == null || uri.getHost() == null
                ? Optional.empty()
                : Optional.of(new AbsoluteUrl(uri, uri.getHost(), uri.getPort()));
    }

    /**
     * Returns the URL of a URI whose host may contain underscores. Container networks have such hosts, although
     * {@link URI} rejects them. Public hosts have none, so all other URLs use {@link #of}.
     */
    public static Optional<AbsoluteUrl> withUnderscores(URI uri) {
        if (uri.getScheme() == null || uri.getHost() != null || uri.getRawAuthority() == null) {
            return of(uri);
        }
        var named = WITH_UNDERSCORE.matcher(uri.getRawAuthority());
        return named.matches()
                ? Optional.of(new AbsoluteUrl(uri, named.group(1), port(named.group(2))))
                : Optional.empty();
    }

    private static int port(@Nullable String text) {
        return text == null ? NO_PORT : Integer.parseInt(text);
    }

    public URI uri() {
        return uri;
    }

    public String scheme() {
        return scheme;
    }

    /** Returns the host; an IPv6 address has brackets. */
    public String host() {
        return host;
    }

    /** Returns the port; -1 if the URL has none. */
    public int port() {
        return port;
    }

    /**
     * Returns whether the host is an IPv6 address with a zone ID (RFC 6874 §1), which has a meaning on one host only.
     */
    public boolean hasZone() {
        return host.indexOf('%') >= 0;
    }

    public boolean isHttp() {
        return scheme.equals(HTTP);
    }

    public boolean isHttps() {
        return scheme.equals(HTTPS);
    }

    /** Returns whether the URL uses TLS, or plain HTTP that does not leave the host. */
    public boolean isHttpsOrLoopback() {
        return isHttps() || (isHttp() && Loopback.isHost(host));
    }

    /**
     * Returns whether the URL uses plain HTTP on one of the hosts that RFC 8252 §7.3 and §8.3 name for the redirect
     * URIs of native applications. Other addresses of the loopback network do not count.
     */
    public boolean isNamedLoopback() {
        return isHttp() && Loopback.NAMED.contains(host);
    }

    /** Returns whether the port is absent, or a port that a server can have. */
    public boolean hasValidPort() {
        return port == NO_PORT || (port >= 1 && port <= MAX_PORT);
    }

    /** Returns the port, or the default port of {@code http} or {@code https}. */
    public int effectivePort() {
        return port > 0 ? port : isHttps() ? 443 : 80;
    }

    public boolean hasUserInfo() {
        return uri.getRawUserInfo() != null;
    }

    public boolean hasQuery() {
        return uri.getRawQuery() != null;
    }

    public boolean hasFragment() {
        return uri.getRawFragment() != null;
    }

    /** Returns the path as written; empty if there is none. */
    public String path() {
        return uri.getRawPath();
    }

    /** Returns scheme, host and port. */
    public String origin() {
        return scheme + "://" + host + (port == NO_PORT ? "" : ":" + port);
    }

    /** Returns scheme, host and port, without the default port of {@code http} or {@code https} (RFC 6454 §6.2). */
    public String canonicalOrigin() {
        return (isHttps() && port == 443) || (isHttp() && port == 80) ? scheme + "://" + host : origin();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
