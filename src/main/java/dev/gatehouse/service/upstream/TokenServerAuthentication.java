package dev.gatehouse.service.upstream;

/** Where Gatehouse puts its client id and secret when it asks an upstream's authorization server (RFC 6749 §2.3.1). */
public enum TokenServerAuthentication {
    BASIC,
    POST
}
