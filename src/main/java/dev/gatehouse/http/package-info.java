/**
 * HTTP requests and responses: paths, the base URL, cookies, languages, headers of pages, cross-origin rules and
 * threads.
 *
 * <p>Serves static assets. Every package with routes uses this one.
 */
@NullMarked
package dev.gatehouse.http;

import org.jspecify.annotations.NullMarked;
