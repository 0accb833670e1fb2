package dev.gatehouse.authorize;

import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Sha256;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What opens a stored authorization request: the handle that its pages carry, and the cookie of the browser that began it.
 * Both are 256 random bits, of which the database has digests alone.
 */
record RequestKey(String handle, String browser) {
    static final String COOKIE = "browser";
    private static final int MAX_HANDLE = 100;

    /** The key that a browser shows; nothing when half of it is missing. */
    static Optional<RequestKey> of(@Nullable String handle, HttpServerRequest http) {
        return handle == null || handle.isEmpty() || handle.length() > MAX_HANDLE
                ? Optional.empty()
                : BrowserCookies.read(http, COOKIE).map(browser -> new RequestKey(handle, browser));
    }

    Sha256 handleHash() {
        return Sha256.of(handle);
    }

    Sha256 browserHash() {
        return Sha256.of(browser);
    }

    /** A box that nobody else can open, not even with the database. */
    SealedBox box() {
        return new SealedBox(
                (handle + "\n" + browser).getBytes(StandardCharsets.UTF_8), "gatehouse authorization answer");
    }

    @Override
    public String toString() {
        return "RequestKey";
    }
}
