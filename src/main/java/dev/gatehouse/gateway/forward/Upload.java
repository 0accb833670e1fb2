// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/** A caller's body on its way to the upstream, read no faster than the upstream takes it. */
final class Upload {
    private final HttpServerRequest http;
    private final UpstreamTimeout timeout;
    private final MinimumTransferRate pace;
    private boolean started;
    private boolean complete;
    private boolean stopped;

    /**
     * @param timeout with the upstream, while it is its turn
     * @param pace of the caller, while it is the caller's
     */
    Upload(HttpServerRequest http, UpstreamTimeout timeout, MinimumTransferRate pace) {
        this.http = http;
        this.timeout = timeout;
        this.pace = pace;
    }

    void begin(HttpClientRequest request, Handler<Throwable> callerLeft) {
        if (http.isEnded()) {
            end(request);
            return;
        }
        http.exceptionHandler(callerLeft);
        http.endHandler(ended -> end(request));
        http.handler(chunk -> pass(chunk, request));
        pace.begin();
        http.resume();
    }

    /** Sends none of it: what there is passes unread. */
    void sendEmpty(HttpClientRequest request) {
        end(request);
        stop();
    }

    /** Whether all of it is on its way. */
    boolean isComplete() {
        return complete;
    }

    /** Whether the caller could send all of it again: there is nothing of it. */
    boolean isEmpty() {
        return complete && !started;
    }

    /** What the caller still sends passes unread. */
    void stop() {
        stopped = true;
        pace.end();
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
        if (!started && !http.headers().contains("Content-Length")) {
            request.setChunked(true);
        }
        started = true;
        pace.moved(chunk.length());
        request.write(chunk);
        if (request.writeQueueFull()) {
            http.pause();
            pace.pause();
            timeout.begin();
            request.drainHandler(drained -> {
                timeout.pause();
                pace.begin();
                resume();
            });
        }
    }

    private void end(HttpClientRequest request) {
        if (!stopped) {
            complete = true;
            pace.end();
            request.end().onSuccess(sent -> timeout.begin());
        }
    }
}
