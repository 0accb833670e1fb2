// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.tenant.SigningAlgorithm;
import java.time.Instant;

/** The details of audit events of signing keys. */
final class SigningDetails {
    private SigningDetails() {}

    static ErrorText created(SigningAlgorithm algorithm, Instant from) {
        return ErrorText.of("event.signing-key.created", algorithm, from);
    }

    static ErrorText retired(SigningAlgorithm algorithm, Instant until) {
        return ErrorText.of("event.signing-key.retired", algorithm, until);
    }
}
