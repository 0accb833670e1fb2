// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.problem.CommonErrors;

/**
 * A request for a host other than a loopback address while {@code gatehouse.base-url} is not set. Accepting the host
 * would let callers choose the issuer of the tokens.
 */
public final class UnknownBaseUrlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownBaseUrlException() {
        super(CommonErrors.unknownBaseUrl().inEnglish(), null, false, false);
    }
}
