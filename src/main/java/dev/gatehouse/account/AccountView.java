package dev.gatehouse.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the admin API shows it. */
public record AccountView(
        UUID id,
        String username,
        String displayName,
        @Nullable Role role,
        boolean active,
        Instant createdAt,
        Instant updatedAt) {

    static AccountView of(Account account) {
        return new AccountView(
                account.id,
                account.username,
                account.displayName,
                account.role,
                account.active,
                account.createdAt,
                account.updatedAt);
    }
}
