package dev.gatehouse.service.upstream;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server that an absolute {@code http} or {@code https} URL names. Scheme and host have no case (RFC 3986 §3.1, §3.2.2) and
 * are in lower case here. Hosts with an underscore are no host names to {@link URI}, but container networks have them.
 *
 * @param host an IPv6 address in its brackets
 * @param port -1: none is named
 */
public record WebServer(String scheme, String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final String HTTPS = "https";
    private static final Pattern WITH_UNDERSCORE =
            Pattern.compile("((?=[^:]*_)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\\.[A-Za-z0-9_]"
                    + "(?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*)(?::([0-9]{1,9})?)?");

    /** The server of a URL; empty where it is not absolute, of another scheme or names no host. */
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

    /** The port that is named, or the one of the scheme. */
    public int effectivePort() {
        return port > 0 ? port : isSecure() ? 443 : 80;
    }

    /** Whether there can be such a port. */
    public boolean hasSoundPort() {
        return port == -1 || (port >= 1 && port <= MAX_PORT);
    }

    /** Scheme, host and port, as they were named. */
    public String origin() {
        return scheme + "://" + host + (port == -1 ? "" : ":" + port);
    }

    /** Scheme, host and port, without the port that goes without saying. */
    String canonicalOrigin() {
        var unnamed = new WebServer(scheme, host, -1);
        return (effectivePort() == unnamed.effectivePort() ? unnamed : this).origin();
    }
}
