package dev.gatehouse.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the admin API shows it. */
public record AccountView(
        UUID id,
        String username,
        String displayName,
        @Nullable Role role,
        boolean active,
        List<InGroup> groups,
        Instant createdAt,
        Instant updatedAt) {

    /** A group that an account is in. */
    public record InGroup(UUID id, String name) {}

    static AccountView of(Account account, List<InGroup> groups) {
        return new AccountView(
                account.id,
                account.username,
                account.displayName,
                account.role,
                account.active,
                groups,
                account.createdAt,
                account.updatedAt);
    }
}
