/**
 * The common parts of the admin API: the caller, entity tags and preconditions, strict JSON and the OpenAPI document.
 *
 * <p>Serves {@code /admin/api/v1/openapi.json} and {@code openapi.yaml}. The admin API resources of all packages use
 * this one.
 */
@NullMarked
package dev.gatehouse.adminapi;

import org.jspecify.annotations.NullMarked;
