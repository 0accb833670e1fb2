// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of configuration files. */
final class DeclarativeDetails {
    private DeclarativeDetails() {}

    static ErrorText counts(long created, long changed, long deleted) {
        return ErrorText.of("event.config.counts", created, changed, deleted);
    }
}
