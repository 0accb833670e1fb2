/**
 * The database: connections, outages, migrations, tenants of entities, housekeeping of expired rows, and times of last
 * use.
 *
 * <p>Has no routes. Uses {@code platform}; every room with tables uses this one.
 */
@NullMarked
package dev.gatehouse.database;

import org.jspecify.annotations.NullMarked;
