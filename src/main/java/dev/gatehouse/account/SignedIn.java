package dev.gatehouse.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A person who is signed in, and since when.
 *
 * @param session the id of this browser's session, which is no secret: nobody gets in with it
 */
public record SignedIn(UUID session, Person person, Instant authenticatedAt) {}
