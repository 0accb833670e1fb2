/**
 * The catalogue: projects, and the services and REST resources that the gateway exposes.
 *
 * <p>Serves {@code /admin/api/v1/projects}, {@code /services}, {@code /service-tree} and the REST APIs of a project.
 * {@code gateway} looks up the service of a call in {@link dev.gatehouse.service.ServiceCatalogue}.
 */
@NullMarked
package dev.gatehouse.service;

import org.jspecify.annotations.NullMarked;
