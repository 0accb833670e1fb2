package dev.gatehouse.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/** A caller's body on its way to the upstream, read no faster than the upstream takes it. */
final class Upload {
    private final HttpServerRequest http;
    private final UpstreamTimeout patience;
    private final CallerPace pace;
    private boolean began;
    private boolean whole;
    private boolean stopped;

    /**
     * @param patience with the upstream, while it is its turn
     * @param pace of the caller, while it is the caller's
     */
    Upload(HttpServerRequest http, UpstreamTimeout patience, CallerPace pace) {
        this.http = http;
        this.patience = patience;
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
    void leaveOut(HttpClientRequest request) {
        end(request);
        stop();
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
        if (!began && !http.headers().contains("Content-Length")) {
            request.setChunked(true);
        }
        began = true;
        pace.moved(chunk.length());
        request.write(chunk);
        if (request.writeQueueFull()) {
            http.pause();
            pace.pause();
            patience.begin();
            request.drainHandler(drained -> {
                patience.pause();
                pace.begin();
                resume();
            });
        }
    }

    private void end(HttpClientRequest request) {
        if (!stopped) {
            whole = true;
            pace.end();
            request.end().onSuccess(sent -> patience.begin());
        }
    }
}
