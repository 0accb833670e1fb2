// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.SourcePosition;

/** The error of a text that cannot be read as a document. */
public final class DocumentFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient FieldError error;

    DocumentFault(SourcePosition position, ErrorText why) {
        super(why.inEnglish(), null, false, false);
        this.error = FieldError.outsideBody("document", why).in(position);
    }

    public FieldError error() {
        return error;
    }
}
