// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A signed-in user with the time of the sign-in.
 *
 * @param session the ID of the session, which is not a secret and does not authenticate
 */
public record SignedIn(UUID session, Person person, Instant authenticatedAt) {}
