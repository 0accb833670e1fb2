/**
 * The PostgreSQL server that Gatehouse starts itself when no database is configured.
 *
 * <p>Has no routes. Only the start of the program uses it.
 */
@NullMarked
package dev.gatehouse.database.embedded;

import org.jspecify.annotations.NullMarked;
