/**
 * Why denied?: why a call would be denied, and what would allow the call.
 *
 * <p>Serves {@code /admin/api/v1/why-denied}. Uses the decision of {@code gateway}, step by step.
 */
@NullMarked
package dev.gatehouse.gateway.explain;

import org.jspecify.annotations.NullMarked;
