/**
 * The append-only record of all changes and security decisions.
 *
 * <p>Serves {@code /admin/api/v1/audit-events}. Every package writes events here; this package uses {@code platform}
 * and the packages below.
 */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
