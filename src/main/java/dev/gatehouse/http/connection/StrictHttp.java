// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import org.jspecify.annotations.Nullable;

/**
 * Installs the connection rules before the server reads from a connection, and rejects requests on connections without
 * the rules. A connection is counted ({@link ConnectionLimits}) and watched ({@link ConnectionMonitor}). Then
 * {@link StrictRequestDecoder} reads HTTP/1.1, or {@link Http2Limits} limits HTTP/2. Vert.x has no extension point for
 * this purpose. So a handler on the listening sockets sees each accepted connection, and a handler on the connection
 * waits until the protocol is known.
 */
@ApplicationScoped
class StrictHttp {
    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";
    private static final String HTTP_2 = "handler";
    private static final String HANDSHAKE = "handshaker";
    private static final int BEFORE_ALL_FILTERS = 10_000;
    private static final int PREFACE = 24;

    private final Vertx vertx;
    private final ConnectionLimits limits;
    private final ConnectionDeadlines deadlines;
    private final PendingResponses answers;
    private volatile @Nullable HttpServerOptions options;

    StrictHttp(Vertx vertx, ConnectionLimits limits, ConnectionDeadlines deadlines, PendingResponses answers) {
        this.vertx = vertx;
        this.limits = limits;
        this.deadlines = deadlines;
        this.answers = answers;
    }

    void listen(@ObservesAsync HttpServerStart start) {
        install(start.options());
    }

    void listen(@ObservesAsync HttpsServerStart start) {
        install(start.options());
    }

    void register(@Observes Filters filters) {
        filters.register(StrictHttp::check, BEFORE_ALL_FILTERS);
    }

    /**
     * Vert.x fires no event when the management interface starts listening, so the first request installs the handler
     * if necessary.
     */
    void register(@Observes ManagementInterface management) {
        management.router().route().order(-BEFORE_ALL_FILTERS).handler(routing -> {
            var started = options;
            if (started != null && watch(routing.request()) == null) {
                install(started);
            }
            if (!isRefused(routing)) {
                routing.next();
            }
        });
    }

    private void install(HttpServerOptions started) {
        options = started;
        var accepted = new Accepted(started);
        for (var executor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop loop) {
                loop.execute(() -> loop.registeredChannelsIterator().forEachRemaining(accepted::guard));
            }
        }
    }

    private static void check(RoutingContext routing) {
        if (watch(routing.request()) == null) {
            // The connection was accepted before the rules were installed.
            routing.response()
                    .setStatusCode(503)
                    .putHeader("Connection", "close")
                    .putHeader("Retry-After", "1")
                    .end();
            routing.request().connection().close();
        } else if (!isRefused(routing)) {
            routing.next();
        }
    }

    /**
     * Answers a request with a rejected head. At most one such request is in progress, always the last of its
     * connection.
     */
    private static boolean isRefused(RoutingContext routing) {
        var refusal = channel(routing.request()).pipeline().get(DECODER) instanceof StrictRequestDecoder decoder
                ? decoder.refusal()
                : null;
        if (refusal == null) {
            return false;
        }
        refusal.answer(routing.request());
        return true;
    }

    private static @Nullable ConnectionMonitor watch(HttpServerRequest request) {
        return ConnectionMonitor.of(channel(request));
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** The handler on a listening socket, which receives each accepted connection first. */
    @Sharable
    private final class Accepted extends ChannelInboundHandlerAdapter {
        private static final String NAME = "gatehouse-accepted";

        private final HttpServerOptions options;

        Accepted(HttpServerOptions options) {
            this.options = options;
        }

        void guard(Channel channel) {
            if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addFirst(NAME, this);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (!(accepted instanceof Channel connection)) {
                context.fireChannelRead(accepted);
            } else if (limits.admit(connection)) {
                var watch = new ConnectionMonitor(deadlines, answers, limits);
                connection.pipeline().addFirst(new UntilProtocolIsKnown(options, watch));
                watch.begin(connection);
                context.fireChannelRead(accepted);
            } else {
                connection.unsafe().closeForcibly();
            }
        }
    }

    /**
     * The first handler of a connection until the protocol is known. Passes the first bytes on one at a time, until the
     * server has installed HTTP/2 or HTTP/1.1. The HTTP/1.1 decoder is replaced before the decoder has read a line.
     */
    private static final class UntilProtocolIsKnown extends ChannelInboundHandlerAdapter {
        /** An empty line has no meaning. */
        private static final byte NONE = '\n';

        private final HttpServerOptions options;
        private final ConnectionMonitor watch;
        private byte first = NONE;
        private int passed;
        private boolean isBound;

        UntilProtocolIsKnown(HttpServerOptions options, ConnectionMonitor watch) {
            this.options = options;
            this.watch = watch;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var pipeline = context.pipeline();
            if (pipeline.get(HANDSHAKE) != null) {
                pipeline.addAfter(HANDSHAKE, null, new UntilProtocolIsKnown(options, watch));
                pipeline.remove(this);
            }
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (!(read instanceof ByteBuf bytes)) {
                context.fireChannelRead(read);
                return;
            }
            while (bytes.isReadable() && !isKnown(context)) {
                var next = bytes.readRetainedSlice(1);
                first = first == NONE ? next.getByte(0) : first;
                passed++;
                context.fireChannelRead(next);
            }
            if (isKnown(context)) {
                context.pipeline().remove(this);
            }
            if (bytes.isReadable()) {
                context.fireChannelRead(bytes);
            } else {
                bytes.release();
            }
        }

        private boolean isKnown(ChannelHandlerContext context) {
            if (context.isRemoved()) {
                return true;
            }
            var pipeline = context.pipeline();
            if (pipeline.get(DECODER) == null) {
                return isHttp2(pipeline.context(HTTP_2));
            }
            if (!(pipeline.get(DECODER) instanceof StrictRequestDecoder)) {
                var decoder = new StrictRequestDecoder(options, watch, first);
                pipeline.addAfter(ENCODER, null, new Http1ResponseHandler(decoder));
                pipeline.replace(DECODER, DECODER, decoder);
            }
            return true;
        }

        private boolean isHttp2(@Nullable ChannelHandlerContext http2) {
            if (http2 != null && !isBound) {
                isBound = true;
                Http2Limits.bind(http2, watch, options, PREFACE - passed);
            }
            return http2 != null;
        }
    }
}
