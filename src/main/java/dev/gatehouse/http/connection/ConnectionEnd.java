// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import java.util.Locale;

/** The reasons for which Gatehouse closes a connection, as values of the metric tag {@code reason}. */
enum ConnectionEnd {
    /** The maximum number of connections is reached, in total or for the address. */
    TOO_MANY,
    /** A TLS handshake, an HTTP/2 preface or the head of a request took too long. */
    HEAD_TIMEOUT,
    /** No request was in progress for too long. */
    IDLE,
    /** The caller read almost nothing of the waiting responses. */
    STALLED,
    /** The responses that wait for callers exceed the limit. */
    TOO_MUCH_WAITS,
    /** The caller sent too many HTTP/2 frames that belong to no request. */
    TOO_MANY_FRAMES;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
