package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.service.SharedCalls;
import io.quarkus.qute.TemplateData;
import java.util.List;

/**
 * What a scope with this URL pattern would cover.
 *
 * @param pattern as it would be stored
 * @param methods as they would be stored; none: all
 * @param hints what is nearly covered, and perhaps was meant
 * @param shared which service gets the calls that two match; the first of them
 */
@TemplateData
public record Coverage(
        String pattern,
        List<String> methods,
        Excerpt<CoveredService> services,
        List<Hint> hints,
        List<SharedCalls> shared) {

    /**
     * A service that is covered, or a part of it.
     *
     * @param methods of it that are covered; none: all that there are
     * @param otherMethods of it that are not; none: there are no others
     */
    public record CoveredService(
            ServiceReference service, Extent extent, List<String> methods, List<String> otherMethods) {}

    /**
     * Services that the pattern just misses.
     *
     * @param pattern what would cover them
     * @param services how many they are
     */
    @TemplateData
    public record Hint(Miss miss, String pattern, int services, String message) {}

    /** How a pattern misses a service. */
    public enum Miss {
        /** The pattern covers what is below a path, and not the path itself. */
        PATH_ITSELF("does not cover the path above it"),
        /** One has a slash at its end and the other has not. */
        TRAILING_SLASH("does not cover the same path with or without a slash at its end, which is another resource"),
        /** The services are below the pattern. */
        TOO_SHORT("does not cover what is below it"),
        /** The services are one segment above the pattern. */
        TOO_LONG("has a segment more than a service"),
        /** Paths are case-sensitive. */
        LETTER_CASE("has letters of another case than a service"),
        /** The services answer to other methods. */
        METHODS("covers none of the methods of a service");

        final String message;

        Miss(String message) {
            this.message = message;
        }
    }
}
