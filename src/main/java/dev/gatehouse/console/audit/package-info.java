/**
 * The console's pages of the audit log, at {@code /console/audit}, and events in words for other sections.
 */
@NullMarked
package dev.gatehouse.console.audit;

import org.jspecify.annotations.NullMarked;
