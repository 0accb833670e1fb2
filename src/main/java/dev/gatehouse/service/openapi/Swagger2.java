package dev.gatehouse.service.openapi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of a Swagger 2.0 document go, in the words of OpenAPI 3. Its paths, methods and summaries are written as
 * those of OpenAPI 3, and nothing else of a document becomes part of a service, so that no conversion of the rest is needed.
 */
final class Swagger2 {
    /** Calls go encrypted where they can; a WebSocket begins as an HTTP call. */
    private static final List<List<String>> PREFERRED = List.of(List.of("https", "wss"), List.of("http", "ws"));

    private Swagger2() {}

    /** Whether a value of the field {@code swagger} is this version; written without quotes it is a number in JSON. */
    static boolean isVersion(@Nullable Object version) {
        return "2.0".equals(String.valueOf(version));
    }

    /**
     * The one server that {@code host}, {@code basePath} and {@code schemes} make, as OpenAPI 3 has servers. Without a host
     * there is none, unless there is a path, which alone is no absolute URL; without schemes it is https.
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
