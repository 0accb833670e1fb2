/**
 * What every room needs: configuration, the current tenant, time, randomness, hashing and encryption.
 *
 * <p>Has no routes. Every room may use this one; it uses {@code oauth} only.
 */
@NullMarked
package dev.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
