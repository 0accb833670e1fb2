// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A group in responses of the admin API. */
public record GroupView(UUID id, String name, @Nullable String description, Instant createdAt) {

    /** An account member of a group. */
    @RegisterForReflection
    public record AccountMember(UUID id, String username, String displayName, boolean active) {}

    /** A client member of a group. */
    @RegisterForReflection
    public record ClientMember(String clientId, String name, String version, boolean active) {}

    static GroupView of(Group group) {
        return new GroupView(group.id, group.name, group.description, group.createdAt);
    }
}
