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
 * Guards each connection before the server reads from it, and serves no request on one that is not guarded: it is counted
 * ({@link ConnectionLimits}), watched ({@link ConnectionWatch}), and then reads HTTP/1.1 with {@link StrictRequestDecoder}
 * or HTTP/2 within {@link Http2Bounds}. The server has no door for that: its listening sockets are asked for each
 * connection that they accept, and a handler waits there until it is known which protocol is spoken.
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
    private final WaitingAnswers answers;
    private volatile @Nullable HttpServerOptions options;

    StrictHttp(Vertx vertx, ConnectionLimits limits, ConnectionDeadlines deadlines, WaitingAnswers answers) {
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

    /** Nothing tells when the management interface listens: its first request does, if that was later than the others. */
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
            // Accepted in the moment before the sockets were guarded.
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

    /** Answers a request whose head was refused; there is one at most under way, and it is the connection's last. */
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

    private static @Nullable ConnectionWatch watch(HttpServerRequest request) {
        return ConnectionWatch.of(channel(request));
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** On a listening socket: sees each connection before the server does. */
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
                var watch = new ConnectionWatch(deadlines, answers, limits);
                connection.pipeline().addFirst(new UntilProtocolIsKnown(options, watch));
                watch.begin(connection);
                context.fireChannelRead(accepted);
            } else {
                connection.unsafe().closeForcibly();
            }
        }
    }

    /**
     * In front of a connection's handlers until it is known which protocol is spoken: the first bytes go on one by one,
     * until the server has set up HTTP/2, or HTTP/1.1 whose decoder is replaced before it has read a line.
     */
    private static final class UntilProtocolIsKnown extends ChannelInboundHandlerAdapter {
        /** An empty line is nothing. */
        private static final byte NONE = '\n';

        private final HttpServerOptions options;
        private final ConnectionWatch watch;
        private byte first = NONE;
        private int passed;
        private boolean isBound;

        UntilProtocolIsKnown(HttpServerOptions options, ConnectionWatch watch) {
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
                pipeline.addAfter(ENCODER, null, new Http1Answers(decoder));
                pipeline.replace(DECODER, DECODER, decoder);
            }
            return true;
        }

        private boolean isHttp2(@Nullable ChannelHandlerContext http2) {
            if (http2 != null && !isBound) {
                isBound = true;
                Http2Bounds.bind(http2, watch, options, PREFACE - passed);
            }
            return http2 != null;
        }
    }
}
