// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a call, and the encoding of values in URLs. */
public final class Query {
    private final Map<String, List<String>> parameters = new LinkedHashMap<>();

    /** Sets a parameter, or removes it if the value is null, which is an option that the user left out. */
    public Query with(String name, @Nullable Object value) {
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, List.of(value.toString()));
        }
        return this;
    }

    /** Sets a parameter once for each value, or removes it if the values are null. */
    public Query withEach(String name, @Nullable List<String> values) {
        parameters.put(name, values == null ? List.of() : List.copyOf(values));
        return this;
    }

    /** Returns the query after a question mark; empty if there are no parameters. */
    @Override
    public String toString() {
        var form = form();
        return form.isEmpty() ? "" : "?" + form;
    }

    /** Returns the parameters as the body of a form. */
    public String form() {
        return parameters.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encode(parameter.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    /** Encodes a segment of a path, or a value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
