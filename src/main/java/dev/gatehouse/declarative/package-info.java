/**
 * The configuration of a tenant as files: their form, the plan of an apply, the apply, and the export.
 *
 * <p>Serves {@code /admin/api/v1/export}, {@code /plan} and {@code /apply} for administrators, and the JSON Schema of
 * the files for everybody. Applies {@code gatehouse.config.directory} at start and after each change. Stores nothing
 * itself: it calls the same methods as the admin API.
 */
@NullMarked
package dev.gatehouse.declarative;

import org.jspecify.annotations.NullMarked;
