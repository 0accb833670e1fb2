package dev.gatehouse.platform;

import org.jspecify.annotations.Nullable;

/** Request bodies of the admin API. */
public final class Bodies {
    private Bodies() {}

    /**
     * The body that a call cannot do without.
     *
     * @throws ProblemException when none was sent
     */
    public static <T> T present(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalid("body", "is required");
        }
        return body;
    }
}
