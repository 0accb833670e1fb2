// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gatehouse.platform.Sha256;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values that change with each run, and the constant that the document shows for each. The source of a link shows
 * the example of its target parameter, so that all examples use the same identifiers. Any other identifier shows a
 * constant derived from the place of its first occurrence. A time or another value with an example in its schema shows
 * this example. All other values are shown unchanged.
 */
final class LiveValues {
    private static final String IDENTIFIER = "0199f3a0-0000-7000-8000-";

    private final AdminApiDocument document;
    private final Map<String, String> shownAs = new LinkedHashMap<>();
    private final Map<String, byte[]> bodies = new HashMap<>();

    LiveValues(AdminApiDocument document) {
        this.document = document;
    }

    void show(String live, String example) {
        shownAs.put(live, example);
    }

    /** Stores the body that a link sends to an operation. The document shows no such body, because each run has its own. */
    void link(String operation, byte[] body) {
        bodies.put(operation, body);
    }

    /** Returns the body that a link sends to an operation. */
    Optional<byte[]> body(String operation) {
        return Optional.ofNullable(bodies.get(operation));
    }

    /** Returns a text of the document with the values of this run. */
    String live(String text) {
        var sent = text;
        for (var pair : shownAs.entrySet()) {
            sent = sent.replace(pair.getValue(), pair.getKey());
        }
        return sent;
    }

    /** Returns an answer of this run as the document shows it. */
    JsonNode shown(JsonNode live, JsonNode schema, String where) {
        var said = document.unlessNull(schema);
        var json = JsonNodeFactory.instance;
        if (live.isObject()) {
            var object = json.objectNode();
            var properties = document.properties(said);
            live.properties()
                    .forEach(field -> object.set(
                            field.getKey(),
                            shown(
                                    field.getValue(),
                                    properties.getOrDefault(field.getKey(), json.objectNode()),
                                    where + "/" + field.getKey())));
            return object;
        }
        if (live.isArray()) {
            var array = json.arrayNode();
            for (var i = 0; i < live.size(); i++) {
                array.add(shown(live.get(i), said.path("items"), where + "/" + i));
            }
            return array;
        }
        return live.isTextual() ? json.textNode(text(live.asText(), said, where)) : live;
    }

    private String text(String live, JsonNode schema, String where) {
        if (schema.has("examples")) {
            return schema.path("examples").get(0).asText();
        }
        var unseen = !shownAs.containsKey(live) && !live.startsWith(IDENTIFIER);
        if (schema.path("format").asText().equals("uuid") && unseen) {
            var digest = HexFormat.of().formatHex(Sha256.of(where).bytes());
            show(live, IDENTIFIER + digest.substring(0, 12));
        }
        var shown = live;
        for (var pair : shownAs.entrySet()) {
            shown = shown.replace(pair.getKey(), pair.getValue());
        }
        return shown;
    }
}
