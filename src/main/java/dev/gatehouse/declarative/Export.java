// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A tenant in the form of a configuration file. */
@RegisterForReflection
public final class Export {
    private final ObjectNode document;

    Export(ObjectNode document) {
        this.document = document;
    }

    @JsonValue
    public ObjectNode document() {
        return document;
    }
}
