// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.SourcePosition;

/** The error of a file that cannot be imported: it is malformed, too large, or not in the format. */
public final class ImportFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ImportFault(String message) {
        super(message, null, false, false);
    }

    static ImportFault at(Place place, String message) {
        return new ImportFault(place.prefix() + message);
    }

    static ImportFault at(SourcePosition position, String message) {
        return new ImportFault(position + ": " + message);
    }

    static ImportFault of(FieldError error) {
        var message = error.message().inEnglish();
        return new ImportFault(error.position() == null ? message : error.position() + ": " + message);
    }
}
