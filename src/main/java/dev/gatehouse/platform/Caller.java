package dev.gatehouse.platform;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a verified bearer token stands for.
 *
 * @param client the client's public id
 * @param account the account that granted the token; null when the client acts for itself
 * @param username the account's name, null likewise
 * @param scopes what the token carries and, once the call is allowed, only what of it counts
 */
public record Caller(
        String tenant,
        UUID token,
        String client,
        @Nullable UUID account,
        @Nullable String username,
        Set<String> scopes) {
    /** The property of a request context, and the key of a routing context, under which the caller is kept. */
    public static final String KEY = Caller.class.getName();

    /** The name for the audit log: the person's if there is one, else the client's. */
    public String actor() {
        return username == null ? client : username;
    }
}
