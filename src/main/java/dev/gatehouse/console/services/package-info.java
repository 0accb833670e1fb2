/** The console's pages for projects, services, REST APIs, imports and upstreams, at {@code /console/services}. */
@NullMarked
package dev.gatehouse.console.services;

import org.jspecify.annotations.NullMarked;
