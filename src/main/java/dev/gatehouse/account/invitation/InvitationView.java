// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.account.Role;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open invitation in responses of the admin API.
 *
 * @param username the suggested username
 * @param displayName the suggested display name
 * @param createdBy the username of the inviter, or the client without a user
 * @param url the link with the secret; only in the response to the creation
 */
@TemplateData
public record InvitationView(
        UUID id,
        @Nullable Role role,
        @Nullable String username,
        @Nullable String displayName,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url) {

    static InvitationView of(Invitation invitation) {
        return new InvitationView(
                invitation.id,
                invitation.role,
                invitation.username,
                invitation.displayName,
                invitation.createdBy,
                invitation.createdAt,
                invitation.expiresAt,
                null);
    }

    /** Returns the invitation with its link, for the only response that contains the link. */
    InvitationView withUrl(String link) {
        return new InvitationView(id, role, username, displayName, createdBy, createdAt, expiresAt, link);
    }

    /** Returns the suggested display name, or the suggested username, or null if there is no suggestion. */
    public @Nullable String invitee() {
        return displayName == null ? username : displayName;
    }

    /** Omits the link, so that no log line can contain the secret. */
    @Override
    public String toString() {
        return "InvitationView[" + id + "]";
    }
}
