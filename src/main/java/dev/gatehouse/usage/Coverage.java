// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.service.OverlappingCalls;
import io.quarkus.qute.TemplateData;
import java.util.List;

/**
 * The services that a scope with a given URL pattern would cover.
 *
 * @param pattern the pattern in canonical spelling
 * @param methods the methods of the pattern; empty: all
 * @param hints similar patterns that may be meant instead
 * @param shared calls that match two services, with the service that gets them; the first ones only
 */
@TemplateData
public record Coverage(
        String pattern,
        List<String> methods,
        Excerpt<CoveredService> services,
        List<Hint> hints,
        List<OverlappingCalls> shared) {

    /**
     * A service that is covered completely or partly.
     *
     * @param methods the covered methods of the service; empty: all methods
     * @param otherMethods the methods of the service that are not covered; empty: none
     */
    public record CoveredService(
            ServiceReference service, Extent extent, List<String> methods, List<String> otherMethods) {}

    /**
     * Services that the pattern does not cover, but that a similar pattern would cover.
     *
     * @param pattern the pattern that would cover the services
     * @param services the number of services
     */
    @TemplateData
    public record Hint(Miss miss, String pattern, int services, String message) {}

    /** The kinds of near misses between a pattern and a service. */
    public enum Miss {
        /** The pattern covers the paths below a path, but not the path itself. */
        PATH_ITSELF("does not cover the path above it"),
        /** The pattern and the service differ in a trailing slash. */
        TRAILING_SLASH("does not cover the same path with or without a slash at its end, which is another resource"),
        /** The services are below the pattern. */
        TOO_SHORT("does not cover what is below it"),
        /** The services are one segment above the pattern. */
        TOO_LONG("has a segment more than a service"),
        /** The pattern and the services differ in letter case; paths are case-sensitive. */
        LETTER_CASE("has letters of another case than a service"),
        /** The services accept other methods. */
        METHODS("covers none of the methods of a service");

        final String message;

        Miss(String message) {
            this.message = message;
        }
    }
}
