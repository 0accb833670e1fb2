package dev.gatehouse.service.upstream;

/** How Gatehouse authenticates to an upstream. */
public enum UpstreamAuthentication {
    /** Not at all. */
    NONE,
    /** With a header field whose value never changes. */
    HEADER,
    /** With a bearer token that Gatehouse, as an OAuth client, gets with client credentials (RFC 6749 §4.4). */
    CLIENT_CREDENTIALS
}
