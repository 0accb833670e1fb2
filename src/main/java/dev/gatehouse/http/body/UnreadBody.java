package dev.gatehouse.http.body;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the rest of a body when its request is answered before all of it was read. A sender that does not look at
 * the answer before everything is sent has to be able to send on, and a close with bytes unread may take the answer away from
 * it (RFC 9112 §9.6). So the rest is thrown away, {@value #MOST} bytes of it at most and for {@value #MILLIS} milliseconds at
 * most, and then the connection is closed, or the HTTP/2 stream is reset.
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

    /** Sees to the body that a request announced as soon as its answer is there. */
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

    /** Whether no other request can follow: the body is refused, too long to be thrown away, or may not come at all. */
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
                && (body.refusal() == BodyRefusal.Reason.LATE
                        || body.refusal() == BodyRefusal.Reason.BROKEN_OFF
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

    /** Closes as soon as the answer is written out, and in any case soon. */
    private void closeAfterAnswer() {
        var connection = request.connection();
        if (connection instanceof ConnectionBase base) {
            base.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> connection.close());
        }
        routing.vertx().setTimer(MILLIS, now -> connection.close());
    }
}
