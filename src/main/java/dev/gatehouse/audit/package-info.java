/**
 * The append-only record of every change and every security decision.
 *
 * <p>Serves {@code /admin/api/v1/audit-events}. Every room writes here; this room uses {@code platform} and what stands
 * below.
 */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
