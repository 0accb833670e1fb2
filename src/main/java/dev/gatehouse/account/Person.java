package dev.gatehouse.account;

import io.quarkus.qute.TemplateData;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as the other rooms see it, at a moment.
 *
 * @param groups the ids of the groups that it is in
 */
@TemplateData
public record Person(
        UUID id,
        String username,
        String displayName,
        @Nullable Role role,
        boolean active,
        Set<UUID> groups) {

    public Person {
        groups = Set.copyOf(groups);
    }

    /** Whether this person may grant, and go on using, a built-in scope. */
    public boolean mayAdminister(boolean readOnly) {
        return role == Role.ADMINISTRATOR || (readOnly && role == Role.AUDITOR);
    }
}
