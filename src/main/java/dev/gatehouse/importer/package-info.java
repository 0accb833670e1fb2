/**
 * Importers: files of other products as configuration files of Gatehouse, with a report of what has no counterpart.
 *
 * <p>Serves no routes and needs no server: {@code gatehouse import} calls {@link dev.gatehouse.importer.ForeignFormat}.
 * Owns the mapping of each format. What a value may be is decided by the packages whose objects are described, such as
 * {@code client} for redirect URIs, so that the server accepts what an importer writes.
 */
@NullMarked
package dev.gatehouse.importer;

import org.jspecify.annotations.NullMarked;
