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
 * @param technical whether the explanation is the error description that clients get, in English
 */
public record ProblemPage(
        int status,
        String title,
        String explanation,
        @Nullable String code,
        boolean technical) {

    /** Creates a page with an explanation in the language of the page. */
    public ProblemPage(int status, String title, String explanation, @Nullable String code) {
        this(status, title, explanation, code, false);
    }
}
