package dev.gatehouse.client;

/** When the resource owner is asked. */
public enum Approval {
    ALWAYS,
    /** Once for each set of scopes; what was granted is remembered. */
    ONCE,
    /** Never: only for a client of one's own. */
    NEVER
}
