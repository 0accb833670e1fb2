package dev.gatehouse.platform;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookies of the pages: for this host alone, out of reach of scripts, not sent along by other sites' forms. Over
 * HTTPS their names carry the {@code __Host-} prefix, so that no other host of the domain can plant one (RFC 6265bis
 * §4.1.3.2).
 */
public final class BrowserCookies {
    private static final String PREFIX = "gatehouse-";
    private static final String HOST_PREFIX = "__Host-";
    private static final int MAX_LENGTH = 100;

    private BrowserCookies() {}

    public static Optional<String> read(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getCookie(fullName(request, name)))
                .map(cookie -> cookie.getValue())
                .filter(value -> !value.isEmpty() && value.length() <= MAX_LENGTH);
    }

    /** Whether a {@code name=value} is a cookie of ours, which is nobody else's to read or to set. */
    public static boolean isOwn(String nameAndValue) {
        return nameAndValue.startsWith(PREFIX) || nameAndValue.startsWith(HOST_PREFIX + PREFIX);
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
