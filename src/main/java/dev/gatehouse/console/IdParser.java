// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parses ids that a browser sent. */
public final class IdParser {
    private IdParser() {}

    /** Returns the UUID of a text; empty if the text is not a UUID. */
    public static Optional<UUID> read(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
