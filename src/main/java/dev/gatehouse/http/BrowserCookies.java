package dev.gatehouse.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookies of the pages: for this host alone, out of reach of scripts, not sent along by other sites' forms. Over
 * HTTPS their names carry the {@code __Host-} prefix, so that no other host of the domain can plant one (RFC 6265bis
 * §4.1.3.2).
 */
public final class BrowserCookies {
    private static final String PREFIX = "gatehouse-";
    private static final String HOST_PREFIX = "__Host-";
    private static final int MAX_LENGTH = 100;
    private static final Pattern SEPARATOR = Pattern.compile(";");

    /** What a lax parser may skip before a name. */
    private static final Pattern NOT_A_NAME = Pattern.compile("^[=\\s\"]+");

    private BrowserCookies() {}

    /**
     * The value of a cookie of ours. The field is read as this program writes it, name, equals sign and value, and in no other
     * way: a cookie without a name, whose value looks like one of ours, is none (RFC 6265bis §5.7). When a name comes twice with
     * different values, one of them is planted, so neither is taken.
     */
    public static Optional<String> read(HttpServerRequest request, String name) {
        var start = fullName(request, name) + "=";
        var values = request.headers().getAll("Cookie").stream()
                .flatMap(SEPARATOR::splitAsStream)
                .map(BrowserCookies::stripped)
                .filter(pair -> pair.startsWith(start))
                .map(pair -> pair.substring(start.length()))
                .distinct()
                .toList();
        return values.size() == 1
                ? Optional.of(values.getFirst()).filter(value -> !value.isEmpty() && value.length() <= MAX_LENGTH)
                : Optional.empty();
    }

    /**
     * Whether a {@code name=value} is a cookie of ours, or could be taken for one; it is nobody else's to read or to set.
     */
    public static boolean isOwn(String nameAndValue) {
        var pair = NOT_A_NAME.matcher(nameAndValue).replaceFirst("");
        return pair.startsWith(PREFIX) || pair.startsWith(HOST_PREFIX + PREFIX);
    }

    /** Without the spaces and tabs that may stand around a pair. */
    private static String stripped(String pair) {
        var from = 0;
        var to = pair.length();
        while (from < to && isBlank(pair.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(pair.charAt(to - 1))) {
            to--;
        }
        return pair.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** A cookie that lasts as long as the browser runs. */
    public static NewCookie make(HttpServerRequest request, String name, String value) {
        return builder(request, name).value(value).build();
    }

    /** A cookie that outlasts the browser's run. */
    public static NewCookie keep(HttpServerRequest request, String name, String value, Duration duration) {
        return builder(request, name)
                .value(value)
                .maxAge(Math.toIntExact(duration.toSeconds()))
                .build();
    }

    public static NewCookie forget(HttpServerRequest request, String name) {
        return builder(request, name).value("").maxAge(0).build();
    }

    private static NewCookie.Builder builder(HttpServerRequest request, String name) {
        return new NewCookie.Builder(fullName(request, name))
                .path("/")
                .httpOnly(true)
                .secure(isSecure(request))
                .sameSite(NewCookie.SameSite.LAX);
    }

    private static String fullName(HttpServerRequest request, String name) {
        return (isSecure(request) ? HOST_PREFIX : "") + PREFIX + name;
    }

    private static boolean isSecure(HttpServerRequest request) {
        return Transport.isHttps(request);
    }
}
