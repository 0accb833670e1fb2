// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What an importer could not take over as it is. Contains no secrets.
 *
 * @param kind the kind of the object in the source, such as {@code client}
 * @param name its name in the source
 */
record Finding(Outcome outcome, String kind, String name, Place place, String message) {

    /** What happened to the value. */
    enum Outcome {
        LEFT_OUT("left out"),
        CHANGED("changed"),

        /** The value is imported, but an administrator must do something. */
        TO_DO("to do");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("kind", kind);
        json.put("name", name);
        json.put("field", place.field());
        json.put("line", place.position().line());
        json.put("column", place.position().column());
        json.put("message", message);
        return json;
    }

    /** Returns the finding as one line. */
    String line() {
        return place.prefix() + kind + " " + name + ": " + outcome.words + ": " + message;
    }
}
