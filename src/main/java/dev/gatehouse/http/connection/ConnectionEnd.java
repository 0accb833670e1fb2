package dev.gatehouse.http.connection;

import java.util.Locale;

/** Why Gatehouse ends a caller's connection by itself: the tag {@code reason} of a metric, so a fixed set. */
enum ConnectionEnd {
    /** There are as many connections as there may be, in total or from this address. */
    TOO_MANY,
    /** A TLS handshake, an HTTP/2 preface or the head of a request took too long. */
    HEAD_TIMEOUT,
    /** No request was under way for too long. */
    IDLE,
    /** The caller took hardly anything of the answers that wait for it. */
    STALLED,
    /** More bytes waited for callers than may. */
    TOO_MUCH_WAITS,
    /** Too many HTTP/2 frames came that belong to no request. */
    TOO_MANY_FRAMES;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
