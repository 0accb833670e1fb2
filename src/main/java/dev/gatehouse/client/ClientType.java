package dev.gatehouse.client;

/** Whether a client can keep a secret (RFC 6749 §2.1). */
public enum ClientType {
    CONFIDENTIAL,
    PUBLIC
}
