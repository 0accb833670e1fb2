/**
 * The format of tenant archives: an encrypted stream of the rows of one tenant.
 *
 * <p>Has no routes. {@code operator} exports and imports tenants with it.
 */
@NullMarked
package dev.gatehouse.database.archive;

import org.jspecify.annotations.NullMarked;
