// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import dev.gatehouse.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Sends the examples of a document again: unchanged, to another path or with another body. */
record Variations(AdminApiDocument document, Callers callers, LiveValues values) {
    /** A change of the JSON body of an example. */
    interface Change {
        JsonObject of(JsonObject body);
    }

    Sample sample(String operation) {
        return Sample.of(document.operations().get(operation), document, values);
    }

    Answer again(String operation) {
        return send(sample(operation));
    }

    /** Sends an example to another path, which begins after that of the server. */
    Answer elsewhere(String operation, String path) {
        return send(sample(operation).withPath(document.server() + path));
    }

    Answer changed(String operation, Change change) {
        return changed(sample(operation), change);
    }

    Answer changed(Sample sample, Change change) {
        var body = change.of(new JsonObject(sample.json().toString()));
        return send(sample.withBody(sample.type(), body.encode().getBytes(StandardCharsets.UTF_8)));
    }

    Answer send(Sample sample) {
        return sample.send(callers.gate(), callers.token());
    }
}
