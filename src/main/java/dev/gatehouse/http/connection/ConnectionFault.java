package dev.gatehouse.http.connection;

import javax.net.ssl.SSLException;

/**
 * Why a connection to another server came to nothing, in words for whoever operates this one. What is wrong with a
 * certificate is in the innermost cause of a failed TLS handshake.
 */
public final class ConnectionFault {
    private ConnectionFault() {}

    /** The words of a failure. */
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
