/** The console's pages for clients, their scopes and secrets, and code samples, at {@code /console/clients}. */
@NullMarked
package dev.gatehouse.console.clients;

import org.jspecify.annotations.NullMarked;
