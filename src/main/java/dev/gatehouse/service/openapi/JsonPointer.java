// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON Pointer in URI fragment form (RFC 6901 §6), without array indexes. */
record JsonPointer(List<String> tokens) {
    JsonPointer {
        tokens = List.copyOf(tokens);
    }

    /**
     * Parses a pointer.
     *
     * @param fragment a fragment that begins with {@code #/}
     */
    static JsonPointer parse(String fragment) {
        return new JsonPointer(Stream.of(fragment.substring(2).split("/", -1))
                .map(JsonPointer::decoded)
                .toList());
    }

    /** Returns the value at this location, or null if there is none. */
    @Nullable Object in(Map<?, ?> document) {
        Object here = document;
        for (var token : tokens) {
            if (!(here instanceof Map<?, ?> fields) || fields.get(token) == null) {
                return null;
            }
            here = fields.get(token);
        }
        return here;
    }

    /** Decodes a token. A token with malformed percent-encoding is used as is. */
    private static String decoded(String token) {
        try {
            return unescaped(URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return unescaped(token);
        }
    }

    private static String unescaped(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }
}
