/**
 * The import of OpenAPI and Swagger documents as REST resources.
 *
 * <p>Serves {@code /admin/api/v1/projects/{projectId}/openapi}. Documents are untrusted: their size, depth and
 * references are limited.
 */
@NullMarked
package dev.gatehouse.service.openapi;

import org.jspecify.annotations.NullMarked;
