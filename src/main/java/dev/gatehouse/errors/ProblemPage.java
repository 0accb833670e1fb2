// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import org.jspecify.annotations.Nullable;

/**
 * The content of an error page, for failures that no redirect reports to a client.
 *
 * @param status the HTTP status of the response
 * @param title the error in a few words
 * @param explanation the error in one or two sentences
 * @param code the OAuth error code, for the operators of the application
 */
public record ProblemPage(
        int status,
        String title,
        String explanation,
        @Nullable String code) {}
