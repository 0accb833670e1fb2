package dev.gatehouse.account;

import java.time.Instant;

/** A person who is signed in, and since when. */
public record SignedIn(Person person, Instant authenticatedAt) {}
