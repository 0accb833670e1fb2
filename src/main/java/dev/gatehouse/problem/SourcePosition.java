// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A position in a text that an administrator wrote.
 *
 * @param file the name of the file; {@code body} for the body of a request
 * @param line the line, from 1
 * @param column the column, from 1, in characters
 */
@RegisterForReflection
public record SourcePosition(String file, int line, int column) {
    /** Returns the form that editors and compilers use: {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
