package dev.gatehouse.tenant;

/** What an access token looks like to others; Gatehouse itself looks both up by their digest. */
public enum AccessTokenFormat {
    /** A signed JWT (RFC 9068), which other resource servers can check without asking. */
    JWT,
    /** Random characters, about which others ask by introspection. */
    OPAQUE
}
