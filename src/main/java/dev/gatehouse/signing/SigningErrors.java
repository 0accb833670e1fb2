// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.problem.ErrorText;
import java.time.Instant;

/** The errors of changes of the signing keys. */
final class SigningErrors {
    private SigningErrors() {}

    static ErrorText nextKeyIsPublished(String kid, Instant activeFrom) {
        return ErrorText.of("signing-key.next-published", kid, activeFrom);
    }
}
