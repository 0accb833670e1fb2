/** The console's pages for trusted issuers, at {@code /console/settings/issuers}. */
@NullMarked
package dev.gatehouse.console.issuers;

import org.jspecify.annotations.NullMarked;
