// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookies of the pages: host-only, {@code HttpOnly} and {@code SameSite=Lax}. Over HTTPS, the names have the prefix
 * {@code __Host-}, so that no other host of the domain can set them (RFC 6265bis §4.1.3.2).
 */
public final class BrowserCookies {
    private static final String PREFIX = "gatehouse-";
    private static final String HOST_PREFIX = "__Host-";
    private static final int MAX_LENGTH = 100;
    private static final Pattern SEPARATOR = Pattern.compile(";");

    /** Characters that a lenient parser may skip before a cookie name. */
    private static final Pattern NOT_A_NAME = Pattern.compile("^[=\\s\"]+");

    private BrowserCookies() {}

    /**
     * Returns the value of a Gatehouse cookie. Only the format that Gatehouse writes is accepted: name, equals sign,
     * value. A nameless cookie whose value looks like a Gatehouse cookie is ignored (RFC 6265bis §5.7). If a name
     * occurs with different values, one was injected, so both are ignored.
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
     * Returns whether {@code name=value} is a Gatehouse cookie or could be mistaken for one. No other application may
     * read or set such a cookie.
     */
    public static boolean isOwn(String nameAndValue) {
        var pair = NOT_A_NAME.matcher(nameAndValue).replaceFirst("");
        return pair.startsWith(PREFIX) || pair.startsWith(HOST_PREFIX + PREFIX);
    }

    /** Removes leading and trailing spaces and tabs. */
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

    /** Creates a cookie that ends with the browser session. */
    public static NewCookie make(HttpServerRequest request, String name, String value) {
        return builder(request, name).value(value).build();
    }

    /** Creates a cookie with a lifetime. */
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
