// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.demo;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A response of the demo upstream: JSON, or a problem (RFC 9457). */
record Answer(int status, Map<String, String> headers, String body) {

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    static Answer json(int status, JsonObject body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body.encode());
    }

    static Answer problem(int status, String title, String detail) {
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        return new Answer(status, Map.of("Content-Type", "application/problem+json"), body.encode());
    }

    static Answer notFound(String detail) {
        return problem(404, "Not Found", detail);
    }

    static Answer notAllowed(HttpMethod method, HttpMethod... allowed) {
        return problem(405, "Method Not Allowed", method + " is not possible here.")
                .with("Allow", Stream.of(allowed).map(HttpMethod::name).collect(Collectors.joining(", ")));
    }

    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    void send(HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(status);
        headers.forEach(response::putHeader);
        // A failure is ignored: the caller closed the connection.
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
