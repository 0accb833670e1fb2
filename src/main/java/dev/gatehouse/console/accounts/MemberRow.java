package dev.gatehouse.console.accounts;

/**
 * An account or a client that is in a group, or might be.
 *
 * @param id that the admin API takes
 * @param about what tells it from another of that name
 * @param member whether it is in the group
 */
public record MemberRow(String id, String name, String about, boolean active, boolean member) {}
