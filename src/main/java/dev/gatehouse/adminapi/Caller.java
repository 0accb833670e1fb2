// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The caller that a verified bearer token identifies.
 *
 * @param client the public ID of the client
 * @param account the account that granted the token; null if the client acts for itself
 * @param username the username of the account, or the name of an operator who has no account of the tenant; null if the
 *     client acts for itself
 * @param scopes the scopes of the token; after authorization only the scopes that are effective for the caller
 * @param external the identity from another issuer; null if Gatehouse issued the token
 */
public record Caller(
        String tenant,
        UUID token,
        String client,
        @Nullable UUID account,
        @Nullable String username,
        Set<String> scopes,
        @Nullable External external) {
    /** The property of a request context, and the key of a routing context, that holds the caller. */
    public static final String KEY = Caller.class.getName();

    private static final UUID NO_TOKEN_OF_OURS = new UUID(0, 0);

    /**
     * The identity of a caller from a trusted issuer. The names are unique only for that issuer.
     *
     * @param client the client ID at the issuer
     * @param subject the subject of the token; the client ID if the client acts for itself
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

    /**
     * Returns a caller with a token of another issuer. The client name contains the issuer, so that the name never
     * equals a client of Gatehouse.
     */
    public static Caller external(String tenant, External external, Set<String> scopes) {
        var client = external.client() + "@" + external.issuer();
        return new Caller(tenant, NO_TOKEN_OF_OURS, client, null, null, scopes, external);
    }

    /** Returns the caller of a CORS preflight, which a browser sends without credentials. No client has this name. */
    public static Caller preflight(String tenant) {
        return new Caller(tenant, NO_TOKEN_OF_OURS, "a preflight", null, null, Set.of(), null);
    }

    /** Returns a signed-in user who acts through the pages of Gatehouse, with all permissions of the user's role. */
    public static Caller person(String tenant, UUID account, String username) {
        return new Caller(tenant, NO_TOKEN_OF_OURS, "console", account, username, Set.of(), null);
    }

    /**
     * Returns an operator who acts in the console of a tenant without an account of the tenant.
     *
     * @param actor the name of the operator for the audit log of the tenant
     */
    public static Caller operator(String tenant, String actor) {
        return new Caller(tenant, NO_TOKEN_OF_OURS, "console", null, actor, Set.of(), null);
    }

    /** Returns the ID of the token if Gatehouse issued the token. */
    public Optional<UUID> ownToken() {
        return token.equals(NO_TOKEN_OF_OURS) ? Optional.empty() : Optional.of(token);
    }

    /** Returns the actor for the audit log: the username, or the client without a user. */
    public String actor() {
        return username == null ? client : username;
    }
}
