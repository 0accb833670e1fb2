/**
 * The common parts of the admin API: the caller, entity tags and preconditions, strict JSON and OpenAPI documents.
 *
 * <p>Serves {@code /admin/api/v1/openapi.json} and {@code openapi.yaml}. The resources of the admin API and of the
 * operator's API in all packages use this one.
 */
@NullMarked
package dev.gatehouse.adminapi;

import org.jspecify.annotations.NullMarked;
