// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The notices after changes. An enum, so that links cannot make a page display other texts. */
public enum Notice {
    CREATED,
    SAVED,
    DELETED,
    IMPORTED,
    INVITATION_REVOKED,
    ACCESS_REVOKED,
    ACCESS_GONE,
    TOKEN_REVOKED,
    TOKEN_GONE,
    SIGNED_OUT_THERE,
    SESSION_GONE,
    SIGNED_OUT_ELSEWHERE,
    PASSWORD_CHANGED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    PASSKEY_GONE,
    TOKENS_DELETED,
    TOKENS_GONE,
    EXPIRED_REMOVED;

    public static final String PARAMETER = "done";

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Notice> of(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(notice -> notice.wireName().equals(wireName))
                .findFirst();
    }
}
