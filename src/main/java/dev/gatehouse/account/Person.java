package dev.gatehouse.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the other rooms see it, at a moment. */
public record Person(
        UUID id,
        String username,
        String displayName,
        @Nullable Role role,
        boolean active) {

    /** Whether this person may grant, and go on using, a built-in scope. */
    public boolean mayAdminister(boolean readOnly) {
        return role == Role.ADMINISTRATOR || (readOnly && role == Role.AUDITOR);
    }
}
