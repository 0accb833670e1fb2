package dev.gatehouse.account;

/** What a person may do to the tenant itself, beyond granting access to what is their own. */
public enum Role {
    ADMINISTRATOR,
    /** Reads everything, changes nothing. */
    AUDITOR
}
