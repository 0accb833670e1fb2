package dev.gatehouse.account;

import dev.gatehouse.cluster.CacheBound;
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

    /** The bytes of heap that its texts and groups take, estimated. */
    int bytesOfTexts() {
        return CacheBound.bytes(username) + CacheBound.bytes(displayName) + CacheBound.bytesOfIds(groups);
    }

    /** Whether this person may grant, and go on using, a built-in scope. */
    public boolean mayAdminister(boolean readOnly) {
        return role == Role.ADMINISTRATOR || (readOnly && role == Role.AUDITOR);
    }
}
