// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import javax.net.ssl.SSLException;

/**
 * Messages of failed connections to other servers, for operators. The innermost cause of a failed TLS handshake names
 * the fault of the certificate.
 */
public final class ConnectionFault {
    private ConnectionFault() {}

    /** Returns the message of a failure. */
    public static String words(Throwable failure) {
        var words = String.valueOf(failure.getMessage());
        if (!(failure instanceof SSLException)) {
            return words;
        }
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.equals(failure) || innermost.getMessage() == null
                ? words
                : words + ": " + innermost.getMessage();
    }
}
