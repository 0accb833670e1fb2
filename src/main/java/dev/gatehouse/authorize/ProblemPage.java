package dev.gatehouse.authorize;

import org.jspecify.annotations.Nullable;

/**
 * What a person sees when a request cannot be answered with a redirect (RFC 6749 §4.1.2.1).
 *
 * @param status the HTTP status of the answer
 * @param title what went wrong, in a few words
 * @param explanation the same for the person, in a sentence or two
 * @param code the OAuth error code, for the people who run the application
 */
public record ProblemPage(
        int status,
        String title,
        String explanation,
        @Nullable String code) {}
