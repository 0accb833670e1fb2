// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.stream.Stream;

/**
 * A connection that became a WebSocket (RFC 6455 §4): bytes go both ways as they are, neither side is read faster than
 * the other takes them, and when one side closes the other is closed. No other protocol is let through.
 */
final class Tunnel {
    private static final String PROTOCOL = "websocket";

    private final NetSocket caller;
    private final NetSocket upstream;
    private final ConnectionBase connection;
    private final Context context;

    /**
     * @param upstream paused
     * @param connection under it, on which writing says when it is done: Vert.x's socket of a client never does, and never
     *     is full
     */
    Tunnel(NetSocket caller, NetSocket upstream, ConnectionBase connection, Context context) {
        this.caller = caller;
        this.upstream = upstream;
        this.connection = connection;
        this.context = context;
    }

    static boolean isAskedFor(HttpServerRequest http) {
        return http.version() == HttpVersion.HTTP_1_1
                && http.method().equals(HttpMethod.GET)
                && names(http.headers())
                && !http.headers().contains("Content-Length")
                && !http.headers().contains("Transfer-Encoding");
    }

    /** Whether the upstream agreed to what was asked for. */
    static boolean isOpenedBy(HttpClientResponse answer) {
        return answer.statusCode() == 101 && names(answer.headers());
    }

    static void ask(HttpClientRequest request) {
        request.putHeader("Connection", "Upgrade").putHeader("Upgrade", PROTOCOL);
    }

    static void agree(HttpServerResponse response) {
        response.putHeader("Connection", "Upgrade").putHeader("Upgrade", PROTOCOL);
    }

    private static boolean names(MultiMap headers) {
        return PROTOCOL.equalsIgnoreCase(headers.get("Upgrade"))
                && headers.getAll("Connection").stream()
                        .flatMap(field -> Stream.of(field.split(",", -1)))
                        .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"));
    }

    void open(Runnable closed) {
        caller.closeHandler(gone -> {
            upstream.close();
            closed.run();
        });
        upstream.closeHandler(gone -> caller.close());
        caller.exceptionHandler(broken -> close());
        caller.endHandler(ended -> close());
        caller.handler(this::pass);
        upstream.pipeTo(caller).onComplete(ended -> close());
    }

    /** One piece at a time: the next is read when this one is with the upstream's socket. */
    private void pass(Buffer piece) {
        caller.pause();
        var written = connection.channel().newPromise();
        var _ = written.addListener(done -> context.runOnContext(now -> {
            if (done.isSuccess()) {
                caller.resume();
            } else {
                close();
            }
        }));
        connection.writeToChannel(Unpooled.wrappedBuffer(piece.getBytes()), written);
    }

    void close() {
        upstream.close();
        caller.close();
    }
}
