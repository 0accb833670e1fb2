/**
 * The database: connections, outages, migrations, tenants of entities, removal of expired rows, and times of last use.
 *
 * <p>Has no routes. Uses {@code platform}; every package with tables uses this one.
 */
@NullMarked
package dev.gatehouse.database;

import org.jspecify.annotations.NullMarked;
