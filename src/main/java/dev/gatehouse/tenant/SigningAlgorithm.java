package dev.gatehouse.tenant;

/** The JWS algorithms that access tokens are signed with (RFC 7518 §3.1). */
public enum SigningAlgorithm {
    ES256,
    RS256
}
