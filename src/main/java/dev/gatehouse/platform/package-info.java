/**
 * Configuration, the current tenant, time, randomness, hashing, encryption and URLs, for all other packages.
 *
 * <p>Has no routes. Every package may use this one; this package uses {@code oauth} only.
 */
@NullMarked
package dev.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
