/**
 * The import of OpenAPI and Swagger documents as REST resources.
 *
 * <p>Serves {@code /admin/api/v1/projects/{projectId}/openapi}. Documents come from strangers: their size, depth and
 * references are bounded.
 */
@NullMarked
package dev.gatehouse.service.openapi;

import org.jspecify.annotations.NullMarked;
