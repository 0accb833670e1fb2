package dev.gatehouse.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/** A caller's body on its way to the upstream, read no faster than the upstream takes it. */
final class Upload {
    private final HttpServerRequest http;
    private final Patience patience;
    private boolean began;
    private boolean whole;
    private boolean stopped;

    /** @param patience with the upstream, while it is its turn */
    Upload(HttpServerRequest http, Patience patience) {
        this.http = http;
        this.patience = patience;
    }

    void begin(HttpClientRequest request, Handler<Throwable> callerLeft) {
        if (http.isEnded()) {
            end(request);
            return;
        }
        http.exceptionHandler(callerLeft);
        http.endHandler(ended -> end(request));
        http.handler(chunk -> pass(chunk, request));
        http.resume();
    }

    /** Whether all of it is on its way. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the caller could send all of it again: there is nothing of it. */
    boolean isEmpty() {
        return whole && !began;
    }

    /** What the caller still sends passes unread. */
    void stop() {
        stopped = true;
        resume();
    }

    /** HTTP/2 minds when there is nothing left to read. */
    private void resume() {
        if (!http.isEnded()) {
            http.resume();
        }
    }

    /** A body of unknown length becomes chunked with its first byte, so that a call without a body stays without one. */
    private void pass(Buffer chunk, HttpClientRequest request) {
        if (stopped) {
            return;
        }
        if (!began && !http.headers().contains("Content-Length")) {
            request.setChunked(true);
        }
        began = true;
        request.write(chunk);
        if (request.writeQueueFull()) {
            http.pause();
            patience.begin();
            request.drainHandler(drained -> {
                patience.pause();
                resume();
            });
        }
    }

    private void end(HttpClientRequest request) {
        if (!stopped) {
            whole = true;
            request.end().onSuccess(sent -> patience.begin());
        }
    }
}
