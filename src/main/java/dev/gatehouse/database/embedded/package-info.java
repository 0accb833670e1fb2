/**
 * The PostgreSQL server that Gatehouse starts when no database is configured.
 *
 * <p>Has no routes. Only the startup of Gatehouse uses this package.
 */
@NullMarked
package dev.gatehouse.database.embedded;

import org.jspecify.annotations.NullMarked;
