/**
 * Why denied?: why a call would be denied, and what would allow the call.
 *
 * <p>Serves {@code /admin/api/v1/why-denied}. Has no checks of its own: {@link dev.gatehouse.gateway.AccessDecisions}
 * decides, and this package explains the steps.
 */
@NullMarked
package dev.gatehouse.gateway.explain;

import org.jspecify.annotations.NullMarked;
