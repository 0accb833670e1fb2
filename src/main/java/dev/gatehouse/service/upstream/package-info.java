/**
 * Upstreams: the servers behind the gateway, their credentials and certificates.
 *
 * <p>Serves {@code /admin/api/v1/upstreams}. {@code gateway.forward} connects to the upstreams of this package.
 */
@NullMarked
package dev.gatehouse.service.upstream;

import org.jspecify.annotations.NullMarked;
