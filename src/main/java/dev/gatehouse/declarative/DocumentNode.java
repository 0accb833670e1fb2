// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.problem.SourcePosition;
import java.util.List;
import java.util.Map;

/**
 * A value of a document with its position. A YAML alias is the same object as its anchor, so a node may contain itself
 * and must not be printed or traversed without a limit.
 */
public sealed interface DocumentNode {
    SourcePosition position();

    /**
     * A text, a number, a boolean or null.
     *
     * @param value the value as in JSON
     * @param text the text as written, if YAML plain text may be a text as well; otherwise the text of the value
     * @param isPlain whether the value is YAML plain text, without quotation marks
     */
    record Scalar(SourcePosition position, JsonNode value, String text, boolean isPlain) implements DocumentNode {}

    /** A list. The list is filled after its creation, because it may contain itself. */
    record Sequence(SourcePosition position, List<DocumentNode> items) implements DocumentNode {}

    /** An object. The map is filled after its creation, because it may contain itself. */
    record Mapping(SourcePosition position, Map<String, Member> members) implements DocumentNode {}

    /**
     * A field of an object.
     *
     * @param key the position of its name
     */
    record Member(SourcePosition key, DocumentNode value) {}

    /** Returns whether the value is null, as if it were left out. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.value().isNull();
    }
}
