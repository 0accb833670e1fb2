// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts the servers of a Swagger 2.0 document to OpenAPI 3. Paths, methods and summaries have the same form in both
 * versions, and no other part of a document is imported.
 */
final class Swagger2 {
    /** Encrypted schemes come first; a WebSocket starts as an HTTP call. */
    private static final List<List<String>> PREFERRED = List.of(List.of("https", "wss"), List.of("http", "ws"));

    private Swagger2() {}

    /** Returns whether a {@code swagger} field is version 2.0. Without quotes, the version is a number in JSON. */
    static boolean isVersion(@Nullable Object version) {
        return "2.0".equals(String.valueOf(version));
    }

    /**
     * Returns the server that {@code host}, {@code basePath} and {@code schemes} define, in the form of OpenAPI 3.
     * Without a host there is no server, or one with the relative {@code basePath}; without schemes the scheme is
     * https.
     */
    static List<Map<String, String>> servers(Map<?, ?> root) {
        var path = root.get("basePath") instanceof String text ? text : "";
        if (!(root.get("host") instanceof String host && !host.isBlank())) {
            return path.isEmpty() ? List.of() : List.of(Map.of("url", path));
        }
        var slash = path.isEmpty() || path.startsWith("/") ? "" : "/";
        return List.of(Map.of("url", scheme(root.get("schemes")) + "://" + host.strip() + slash + path));
    }

    private static String scheme(@Nullable Object schemes) {
        if (!(schemes instanceof List<?> all) || all.isEmpty()) {
            return "https";
        }
        return PREFERRED.stream()
                .filter(alike -> alike.stream().anyMatch(all::contains))
                .map(List::getFirst)
                .findFirst()
                .orElse("https");
    }
}
