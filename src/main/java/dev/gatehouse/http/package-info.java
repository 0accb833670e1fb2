/**
 * How Gatehouse reads and answers HTTP: paths, the base URL, cookies, languages, headers of pages, cross-origin rules
 * and threads.
 *
 * <p>Serves static assets. Every room with routes uses this one.
 */
@NullMarked
package dev.gatehouse.http;

import org.jspecify.annotations.NullMarked;
