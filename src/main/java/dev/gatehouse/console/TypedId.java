package dev.gatehouse.console;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An id as a browser sends it. */
public final class TypedId {
    private TypedId() {}

    /** Nothing where it is none. */
    public static Optional<UUID> read(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
