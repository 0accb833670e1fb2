/**
 * Tenants and their settings.
 *
 * <p>Serves {@code /admin/api/v1/settings}. Every package reads settings here.
 */
@NullMarked
package dev.gatehouse.tenant;

import org.jspecify.annotations.NullMarked;
