// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

/**
 * An account or client that is a member of a group, or a candidate.
 *
 * @param id the id for the admin API
 * @param about a text that distinguishes members of the same name
 * @param member whether it is a member of the group
 */
public record MemberRow(String id, String name, String about, boolean active, boolean member) {}
