// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gatehouse.cli.terminal.Json;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * An answer of the server.
 *
 * @param body the text of the body, unchanged
 * @param json the body; missing if there is none, or if it is not JSON
 * @param mediaType the media type of the body; empty if there is none
 * @param entityTag the entity tag, for a change that must not overwrite another one
 */
public record Answer(int status, String body, JsonNode json, String mediaType, Optional<String> entityTag) {

    public static Answer of(HttpResponse<byte[]> response) {
        var body = Json.text(response.body());
        return new Answer(
                response.statusCode(),
                body,
                parsed(body),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().firstValue("ETag"));
    }

    /** Returns values of this computer in the form of an answer, for the same output. */
    public static Answer local(JsonNode json) {
        return new Answer(200, json.toString(), json, "application/json", Optional.empty());
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : Json.read(body);
        } catch (JacksonException other) {
            return MissingNode.getInstance();
        }
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Returns the text of a field; empty if it is missing or null. */
    public String text(String field) {
        return json.path(field).asText("");
    }
}
