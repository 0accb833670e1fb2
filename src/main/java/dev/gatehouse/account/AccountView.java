// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.NotInEntityTag;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account in responses of the admin API.
 *
 * @param password the generated password; only in the response to the generating request
 * @param signedInAt the start of the newest active session; null without an active session
 */
@TemplateData
public record AccountView(
        UUID id,
        String username,
        String displayName,
        @Nullable Role role,
        boolean active,
        List<InGroup> groups,
        Instant createdAt,
        Instant updatedAt,

        @JsonView(NotInEntityTag.class) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant signedInAt,

        @JsonView(NotInEntityTag.class) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String password) {

    /** A group of an account. */
    public record InGroup(UUID id, String name) {}

    static AccountView of(Account account, List<InGroup> groups, @Nullable Instant signedInAt) {
        return new AccountView(
                account.id,
                account.username,
                account.displayName,
                account.role,
                account.active,
                groups,
                account.createdAt,
                account.updatedAt,
                signedInAt,
                null);
    }

    /** Returns the account with the generated password, for the only response that contains the password. */
    AccountView withPassword(String generated) {
        return new AccountView(
                id, username, displayName, role, active, groups, createdAt, updatedAt, signedInAt, generated);
    }

    /** Omits the password, so that no log line can contain the password. */
    @Override
    public String toString() {
        return "AccountView[" + username + "]";
    }
}
