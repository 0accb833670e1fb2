// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import dev.gatehouse.problem.SourcePosition;

/**
 * Where a value is in the source.
 *
 * @param field its JSON Pointer (RFC 6901), or the title of its column; empty: the whole source
 */
record Place(String field, SourcePosition position) {

    /** Returns the beginning of a message about the value. */
    String prefix() {
        return position + ": " + (field.isEmpty() ? "" : field + ": ");
    }
}
