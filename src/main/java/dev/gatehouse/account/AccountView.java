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
 * An account as the admin API shows it.
 *
 * @param password only in the answer that generates it
 * @param signedInAt when the newest of the sessions that go on began; null: nobody is signed in with it
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

    /** A group that an account is in. */
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

    /** The same with the password that was generated, for the one answer that may hold it. */
    AccountView withPassword(String generated) {
        return new AccountView(
                id, username, displayName, role, active, groups, createdAt, updatedAt, signedInAt, generated);
    }

    /** Never the password, so that no log line can hold it. */
    @Override
    public String toString() {
        return "AccountView[" + username + "]";
    }
}
