// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.ForwardedHeaders;
import dev.gatehouse.gateway.Trailers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** An upstream's answer with its trailers, streamed to the caller. Gatehouse reads no faster than the caller. */
final class AnswerStream {
    private final HttpServerRequest http;
    private final HttpServerResponse response;
    private final HttpClientResponse answer;
    private final MinimumTransferRate pace;
    private boolean stopped;

    /**
     * Creates the stream.
     *
     * @param pace the minimum rate of the caller, which applies while Gatehouse waits for the caller
     */
    AnswerStream(HttpServerRequest http, HttpClientResponse answer, MinimumTransferRate pace) {
        this.http = http;
        this.response = http.response();
        this.answer = answer;
        this.pace = pace;
    }

    /**
     * Begins to stream.
     *
     * @param onComplete called when the whole answer has arrived, before its end is sent. The handler of the answer
     *     reports a truncated answer.
     */
    void begin(Runnable onComplete) {
        var ofUnknownLength = isOfUnknownLength();
        var withTrailers = Trailers.areTakenBy(http) && (ofUnknownLength || Trailers.needNoChunks(http));
        response.setStatusCode(answer.statusCode());
        ForwardedHeaders.toCaller(answer, response);
        if (withTrailers) {
            Trailers.announce(answer, response);
        }
        answer.endHandler(ended -> end(withTrailers, onComplete));
        answer.handler(this::pass);
        if (ofUnknownLength) {
            response.setChunked(true);
            // Sends the head now, because the first byte of an event stream may be late.
            response.write(Buffer.buffer());
        }
    }

    /** Stops sending the answer to the caller. */
    void stop() {
        stopped = true;
        pace.end();
    }

    private void pass(Buffer chunk) {
        if (stopped) {
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            answer.pause();
            pace.begin();
            response.drainHandler(drained -> {
                pace.moved(1);
                pace.pause();
                answer.resume();
            });
        }
    }

    private void end(boolean withTrailers, Runnable onComplete) {
        if (stopped) {
            return;
        }
        stopped = true;
        pace.end();
        onComplete.run();
        if (withTrailers) {
            Trailers.pass(answer, response);
        }
        response.end();
    }

    private boolean isOfUnknownLength() {
        var status = answer.statusCode();
        return !answer.headers().contains("Content-Length")
                && !http.method().name().equals("HEAD")
                && status != 204
                && status != 304;
    }
}
