package dev.gatehouse.adminapi;

import java.util.Optional;
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
 * @param external who it is by the word of another issuer; null: the token was issued here
 */
public record Caller(
        String tenant,
        UUID token,
        String client,
        @Nullable UUID account,
        @Nullable String username,
        Set<String> scopes,
        @Nullable External external) {
    /** The property of a request context, and the key of a routing context, under which the caller is kept. */
    public static final String KEY = Caller.class.getName();

    private static final UUID NO_TOKEN_OF_OURS = new UUID(0, 0);

    /**
     * A caller whom another issuer vouches for, by names that are only that issuer's.
     *
     * @param client its name for the client
     * @param subject its name for whom the client acts for; the client's own if it acts for itself
     */
    public record External(String issuer, String client, String subject) {}

    public Caller(
            String tenant,
            UUID token,
            String client,
            @Nullable UUID account,
            @Nullable String username,
            Set<String> scopes) {
        this(tenant, token, client, account, username, scopes, null);
    }

    /** A caller with a token of another issuer. Its client is named so that it can never be taken for one of ours. */
    public static Caller external(String tenant, External external, Set<String> scopes) {
        var client = external.client() + "@" + external.issuer();
        return new Caller(tenant, NO_TOKEN_OF_OURS, client, null, null, scopes, external);
    }

    /** A browser that asks, without any credentials, whether a script may send a call (CORS). No client is named so. */
    public static Caller preflight(String tenant) {
        return new Caller(tenant, NO_TOKEN_OF_OURS, "a preflight", null, null, Set.of(), null);
    }

    /** A person who is signed in and acts through our own pages, with all that their role allows. */
    public static Caller person(String tenant, UUID account, String username) {
        return new Caller(tenant, NO_TOKEN_OF_OURS, "console", account, username, Set.of(), null);
    }

    /** The id of the token, if it was issued here. */
    public Optional<UUID> ownToken() {
        return token.equals(NO_TOKEN_OF_OURS) ? Optional.empty() : Optional.of(token);
    }

    /** The name for the audit log: the person's if there is one, else the client's. */
    public String actor() {
        return username == null ? client : username;
    }
}
