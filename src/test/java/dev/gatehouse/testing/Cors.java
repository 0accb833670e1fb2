// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.util.Map;
import java.util.TreeMap;

/** The CORS header fields of responses (Fetch standard §3.2). */
public final class Cors {
    /** The header fields of Gatehouse that scripts may read. */
    public static final String OWN_FIELDS = "WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy";

    /** The header fields of Gatehouse and of upstreams that scripts may read. */
    public static final String ALL_FIELDS = "*, " + OWN_FIELDS;

    private Cors() {}

    /** Returns the CORS header fields of a response, and {@code Vary}. */
    public static Map<String, String> fields(Answer answer) {
        var fields = new TreeMap<>(answer.headers());
        fields.keySet().removeIf(name -> !name.startsWith("access-control-") && !name.equals("vary"));
        return fields;
    }

    /** Returns the CORS header fields of a response that one origin may read. */
    public static Map<String, String> readableBy(String origin) {
        return Map.of(
                "access-control-allow-origin", origin, "access-control-expose-headers", ALL_FIELDS, "vary", "Origin");
    }

    /** Returns the CORS header fields of a response that every origin may read. */
    public static Map<String, String> readableByAll() {
        return Map.of("access-control-allow-origin", "*", "access-control-expose-headers", ALL_FIELDS);
    }

    /** Returns the CORS header fields of the response to a preflight request of one origin. */
    public static Map<String, String> preflight(String origin, String methods) {
        return Map.of(
                "access-control-allow-origin",
                origin,
                "access-control-allow-methods",
                methods,
                "access-control-allow-headers",
                "*, Authorization",
                "access-control-max-age",
                "600",
                "vary",
                "Origin");
    }
}
