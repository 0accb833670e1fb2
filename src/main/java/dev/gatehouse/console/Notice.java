package dev.gatehouse.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the page after a change says was done; a closed list, so that no link can make a page say anything else. */
public enum Notice {
    CREATED,
    SAVED,
    DELETED,
    IMPORTED,
    ACCESS_TAKEN_BACK,
    TOKEN_TAKEN_BACK,
    SIGNED_OUT_THERE,
    SIGNED_OUT_ELSEWHERE,
    PASSWORD_CHANGED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    TOKENS_DELETED,
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
