// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a body when the response is sent before the body was read. A sender that reads the response only after
 * sending everything must be able to continue sending. Closing a connection with unread bytes may destroy the response
 * (RFC 9112 §9.6). So the rest is discarded, at most {@value #MOST} bytes and for at most {@value #MILLIS} ms. Then the
 * connection is closed or the HTTP/2 stream is reset.
 */
final class UnreadBody {
    private static final long MOST = 1024 * 1024;
    private static final long MILLIS = 5_000;
    private static final long NO_ERROR = 0;

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final @Nullable IncomingBody body;
    private long thrownAway;
    private boolean over;

    private UnreadBody(RoutingContext routing) {
        this.routing = routing;
        this.request = routing.request();
        this.body = IncomingBody.of(routing);
    }

    /** Handles the rest of the body when the response is sent. */
    static void watch(RoutingContext routing) {
        var rest = new UnreadBody(routing);
        routing.addHeadersEndHandler(sending -> rest.announceClose());
        routing.addEndHandler(answered -> {
            if (answered.succeeded()) {
                rest.throwAway();
            }
        });
    }

    private void announceClose() {
        if (endsConnection() && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
    }

    /**
     * Returns whether no further request can follow, because the body is rejected, too long to discard, or may never be
     * sent.
     */
    private boolean endsConnection() {
        return body != null
                && !body.isComplete()
                && (body.refusal() != null || body.awaitsContinue() || body.declared() > MOST);
    }

    private void throwAway() {
        if (body != null && body.isComplete()) {
            return;
        }
        var nothingComes = body != null
                && (body.refusal() == BodyRejectedException.Reason.LATE
                        || body.refusal() == BodyRejectedException.Reason.BROKEN_OFF
                        || body.awaitsContinue());
        if (nothingComes || request.isEnded()) {
            end(endsConnection());
            return;
        }
        var timer = routing.vertx().setTimer(MILLIS, now -> end(true));
        request.handler(this::count);
        request.exceptionHandler(failure -> end(true));
        request.endHandler(complete -> {
            routing.vertx().cancelTimer(timer);
            end(endsConnection());
        });
        request.resume();
    }

    private void count(Buffer more) {
        thrownAway += more.length();
        if (thrownAway > MOST) {
            end(true);
        }
    }

    private void end(boolean close) {
        if (over) {
            return;
        }
        over = true;
        if (!close) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            closeAfterAnswer();
        }
    }

    /** Closes the connection when the response is written, at the latest after {@link #MILLIS}. */
    private void closeAfterAnswer() {
        var connection = request.connection();
        if (connection instanceof ConnectionBase base) {
            base.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> connection.close());
        }
        routing.vertx().setTimer(MILLIS, now -> connection.close());
    }
}
