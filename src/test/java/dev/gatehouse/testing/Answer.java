// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A complete HTTP response. */
public record Answer(int status, Map<String, String> headers, String body) {

    /** The response to a request that is not valid HTTP. */
    public static final Answer UNREADABLE = new Answer(
            400,
            Map.of(
                    "content-type", "application/problem+json",
                    "cache-control", "no-store",
                    "connection", "close",
                    "content-length", "122"),
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"The request can't be read.\""
                    + ",\"code\":\"request.malformed\"}");

    static Answer of(HttpResponse<String> response) {
        var headers = new LinkedHashMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(), String.join(", ", values)));
        return new Answer(response.statusCode(), headers, response.body());
    }

    /** Returns a header by its name in lower case, or null if it was not sent. */
    public String header(String name) {
        return headers.get(name);
    }

    public JsonObject json() {
        return new JsonObject(body);
    }

    public URI location() {
        return URI.create(Optional.ofNullable(header("location"))
                .orElseThrow(() -> new AssertionError("no Location in " + this)));
    }

    /** Returns the decoded parameters in the query of the Location. */
    public Map<String, String> redirectParameters() {
        return parameters(location().getRawQuery());
    }

    /** Returns the decoded parameters in the fragment of the Location. */
    public Map<String, String> fragmentParameters() {
        return parameters(location().getRawFragment());
    }

    /** Returns the decoded parameters of a query or form. */
    public static Map<String, String> parameters(String encoded) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : Optional.ofNullable(encoded).orElse("").split("&")) {
            var parts = pair.split("=", 2);
            parameters.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
