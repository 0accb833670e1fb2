// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.platform.Secrets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A byte array as a value, in Base64url as browsers exchange bytes. Malformed and too long values become empty. */
record ByteString(String base64) {
    private static final int MAX_LENGTH = 64 * 1024;

    static ByteString of(byte[] bytes) {
        return new ByteString(Secrets.base64(bytes));
    }

    static ByteString parse(@Nullable String base64) {
        if (base64 == null || base64.length() > MAX_LENGTH) {
            return new ByteString("");
        }
        try {
            return of(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            return new ByteString("");
        }
    }

    byte[] bytes() {
        return Base64.getUrlDecoder().decode(base64);
    }
}
