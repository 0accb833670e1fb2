// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of services. */
final class ServiceDetails {
    private ServiceDetails() {}

    static ErrorText cors(String rule) {
        return ErrorText.of("event.service.cors", rule);
    }
}
