package dev.gatehouse.client;

/** Whether a client must send a code challenge when it asks for a code. A challenge that was sent is always checked. */
public enum PkceRule {
    /** As the tenant's settings say; always for a public client. */
    GLOBAL,
    NO,
    YES
}
