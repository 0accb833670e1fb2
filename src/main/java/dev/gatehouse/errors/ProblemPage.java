package dev.gatehouse.errors;

import org.jspecify.annotations.Nullable;

/**
 * What a person sees when a request is not answered as it should be, and no redirect tells anybody else.
 *
 * @param status the HTTP status of the answer
 * @param title what went wrong, in a few words
 * @param explanation the same for the person, in a sentence or two
 * @param code the OAuth error code, for the people who run the application
 * @param technical whether the explanation is what a program is told too, which is in English
 */
public record ProblemPage(
        int status,
        String title,
        String explanation,
        @Nullable String code,
        boolean technical) {

    /** One whose explanation is in the page's language. */
    public ProblemPage(int status, String title, String explanation, @Nullable String code) {
        this(status, title, explanation, code, false);
    }
}
