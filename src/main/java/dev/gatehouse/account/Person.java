// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.cluster.CacheBound;
import io.quarkus.qute.TemplateData;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of an account for other packages.
 *
 * @param groups the IDs of the groups of the account
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

    /** Returns the estimated heap bytes of the texts and groups. */
    int bytesOfTexts() {
        return CacheBound.bytes(username) + CacheBound.bytes(displayName) + CacheBound.bytesOfIds(groups);
    }

    /** Returns whether the user may grant and use a built-in scope. */
    public boolean mayAdminister(boolean readOnly) {
        return role == Role.ADMINISTRATOR || (readOnly && role == Role.AUDITOR);
    }
}
