package dev.gatehouse.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of redirect URIs: which may be registered, and which registered one a request means (RFC 6749 §3.1.2, RFC 8252
 * §7, RFC 9700 §2.1).
 */
final class RedirectUri {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final Pattern LOOPBACK_ADDRESS =
            Pattern.compile("http://(127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?([/?].*)?");

    private RedirectUri() {}

    /** What is wrong with a URI that somebody wants to register, nothing when it may be. */
    static Optional<String> problem(String text) {
        try {
            var uri = new URI(text);
            if (!uri.isAbsolute() || (uri.isOpaque() && uri.getScheme().indexOf('.') < 0)) {
                return Optional.of("must be an absolute URI");
            }
            if (text.indexOf('#') >= 0) {
                return Optional.of("must not contain a fragment");
            }
            if (uri.getRawUserInfo() != null) {
                return Optional.of("must not contain a user");
            }
            return switch (uri.getScheme()) {
                case "https" -> uri.getHost() == null ? Optional.of("must name a host") : Optional.empty();
                case "http" ->
                    uri.getHost() != null && LOOPBACK_HOSTS.contains(uri.getHost())
                            ? Optional.empty()
                            : Optional.of("may use http only on loopback: 127.0.0.1, [::1] or localhost");
                default ->
                    uri.getScheme().indexOf('.') > 0
                            ? Optional.empty()
                            : Optional.of("must use https, http on loopback, or a private-use scheme with a dot");
            };
        } catch (URISyntaxException e) {
            return Optional.of("is not a URI");
        }
    }

    /** Whether a request's URI is the registered one: letter for letter, but for the port of a loopback address. */
    static boolean matches(String registered, String requested) {
        if (registered.equals(requested)) {
            return true;
        }
        var ours = LOOPBACK_ADDRESS.matcher(registered);
        var theirs = LOOPBACK_ADDRESS.matcher(requested);
        return ours.matches() && theirs.matches() && sameButPort(ours, theirs) && isSound(requested);
    }

    private static boolean sameButPort(Matcher one, Matcher other) {
        return one.group(1).equals(other.group(1)) && rest(one).equals(rest(other));
    }

    private static String rest(Matcher uri) {
        return Optional.ofNullable(uri.group(3)).orElse("");
    }

    private static boolean isSound(String text) {
        try {
            var port = new URI(text).getPort();
            return port <= 65_535 && text.indexOf('#') < 0;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
