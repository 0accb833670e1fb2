/** The console's audit log, at {@code /console/audit}, and readable audit events for other sections. */
@NullMarked
package dev.gatehouse.console.audit;

import org.jspecify.annotations.NullMarked;
