package dev.gatehouse.client;

/** How long a client's access tokens live. */
public enum Expiration {
    /** As the tenant's settings say. */
    GLOBAL,
    NEVER,
    /** As many seconds as the client says. */
    SECONDS
}
