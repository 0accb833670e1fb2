// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/** A caller's body, streamed to the upstream. Gatehouse reads no faster than the upstream. */
final class Upload {
    private final HttpServerRequest http;
    private final UpstreamTimeout timeout;
    private final MinimumTransferRate pace;
    private boolean started;
    private boolean complete;
    private boolean stopped;

    /**
     * Creates the upload.
     *
     * @param timeout the timeout of the upstream, which applies while Gatehouse waits for the upstream
     * @param pace the minimum rate of the caller, which applies while Gatehouse waits for the caller
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

    /** Sends no body and discards the caller's body. */
    void sendEmpty(HttpClientRequest request) {
        end(request);
        stop();
    }

    /** Returns whether the whole body was passed to the upstream. */
    boolean isComplete() {
        return complete;
    }

    /** Returns whether the body is empty, so that the call can be sent again. */
    boolean isEmpty() {
        return complete && !started;
    }

    /** Discards the rest of the caller's body. */
    void stop() {
        stopped = true;
        pace.end();
        resume();
    }

    /** Resumes reading, unless the body has ended: an ended HTTP/2 stream does not allow it. */
    private void resume() {
        if (!http.isEnded()) {
            http.resume();
        }
    }

    /**
     * Passes a part of the body. A body of unknown length becomes chunked with its first byte, so that a call without a
     * body stays without one.
     */
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
