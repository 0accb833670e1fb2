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
 * A WebSocket connection (RFC 6455 §4): bytes pass unchanged in both directions. Gatehouse reads from neither side
 * faster than the other accepts, and closes both sides when one closes. No other protocol is allowed.
 */
final class Tunnel {
    private static final String PROTOCOL = "websocket";

    private final NetSocket caller;
    private final NetSocket upstream;
    private final ConnectionBase connection;
    private final Context context;

    /**
     * Creates a tunnel.
     *
     * @param upstream a paused socket
     * @param connection the connection below the upstream's socket. Its writes report completion; the client socket of
     *     Vert.x does not, and is never full.
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

    /** Returns whether the upstream accepted the requested WebSocket. */
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

    /** Passes one buffer to the upstream. The next buffer is read when the upstream's socket has accepted this one. */
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
