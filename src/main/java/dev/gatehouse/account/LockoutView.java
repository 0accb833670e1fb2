// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lockout of an account after failed sign-in attempts, as known to the answering node. A node has the failures
 * since its start, in memory only.
 *
 * @param held whether any attempts must wait
 * @param strangersUntil the time until which attempts from unknown browsers must wait; null if they need not wait
 * @param sources the number of addresses, known browsers and clients that must wait because of their own failures
 * @param sourcesUntil the latest time until which one of these must wait; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LockoutView(
        boolean held,
        @Nullable Instant strangersUntil,
        int sources,
        @Nullable Instant sourcesUntil) {}
