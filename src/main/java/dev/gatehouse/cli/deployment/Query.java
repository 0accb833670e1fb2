// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a call, and the encoding of values in URLs. */
public final class Query {
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** Sets a parameter, or removes it if the value is null, which is an option that the user left out. */
    public Query with(String name, @Nullable Object value) {
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, value.toString());
        }
        return this;
    }

    /** Returns the query after a question mark; empty if there are no parameters. */
    @Override
    public String toString() {
        return parameters.isEmpty() ? "" : "?" + form();
    }

    /** Returns the parameters as the body of a form. */
    public String form() {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Encodes a segment of a path, or a value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
