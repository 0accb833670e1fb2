package dev.gatehouse.client;

/** Whether the refreshes of a grant are counted. */
public enum RefreshLimit {
    UNLIMITED,
    LIMITED
}
