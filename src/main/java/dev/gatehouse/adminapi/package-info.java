/**
 * What all resources of the admin API share: who calls, entity tags and preconditions, strict JSON and the OpenAPI
 * document.
 *
 * <p>Serves {@code /admin/api/v1/openapi.json} and {@code openapi.yaml}. Resources of every room use it.
 */
@NullMarked
package dev.gatehouse.adminapi;

import org.jspecify.annotations.NullMarked;
