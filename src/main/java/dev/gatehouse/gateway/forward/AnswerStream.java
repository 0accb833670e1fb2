// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.ForwardedHeaders;
import dev.gatehouse.gateway.Trailers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** An upstream's answer on its way to the caller, read no faster than the caller takes it, trailers included. */
final class AnswerStream {
    private final HttpServerRequest http;
    private final HttpServerResponse response;
    private final HttpClientResponse answer;
    private final MinimumTransferRate pace;
    private boolean stopped;

    /** @param pace of the caller, while it is the caller's turn to take more */
    AnswerStream(HttpServerRequest http, HttpClientResponse answer, MinimumTransferRate pace) {
        this.http = http;
        this.response = http.response();
        this.answer = answer;
        this.pace = pace;
    }

    /** @param onComplete called when all of it has come, before its end is sent; what breaks off is told to the answer's own handler */
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
            // Sends the head: the first byte of an event stream may be long in coming.
            response.write(Buffer.buffer());
        }
    }

    /** Nothing more of it goes to the caller. */
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
