/**
 * The console's pages for settings, the permissions page's appearance and signing keys, at {@code /console/settings}.
 */
@NullMarked
package dev.gatehouse.console.settings;

import org.jspecify.annotations.NullMarked;
