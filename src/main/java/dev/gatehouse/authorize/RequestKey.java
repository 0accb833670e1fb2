// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Sha256;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key to a stored authorization request: the handle in its pages, and the cookie of its browser. Both have 256
 * random bits; the database contains only their digests.
 */
record RequestKey(String handle, String browser) {
    static final String COOKIE = "browser";
    private static final int MAX_HANDLE = 100;

    /** Returns the key of a browser's request; empty if the handle or the cookie is missing. */
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

    /** Returns the encryption of the response. Its key is not in the database. */
    SealedBox box() {
        return new SealedBox(
                (handle + "\n" + browser).getBytes(StandardCharsets.UTF_8), "gatehouse authorization answer");
    }

    @Override
    public String toString() {
        return "RequestKey";
    }
}
