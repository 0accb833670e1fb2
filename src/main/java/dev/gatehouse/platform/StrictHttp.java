package dev.gatehouse.platform;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts {@link StrictRequestDecoder} in the place of the server's own decoder on every connection, and serves no request
 * on one where it is not. The server has no door for that: its listening sockets are asked for each connection that they
 * accept, and a handler waits there until it is known which protocol is spoken.
 */
@ApplicationScoped
class StrictHttp {
    private static final String DECODER = "httpDecoder";
    private static final String HTTP_2 = "handler";
    private static final String HANDSHAKE = "handshaker";
    private static final int BEFORE_ALL_FILTERS = 10_000;

    /** RFC 9113 §8.2.2 */
    private static final Set<String> NOT_IN_HTTP_2 =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
    private static final int DELETE = 0x7f;

    private final Vertx vertx;

    StrictHttp(Vertx vertx) {
        this.vertx = vertx;
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

    private void install(HttpServerOptions options) {
        var accepted = new Accepted(options);
        for (var executor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop loop) {
                loop.execute(() -> loop.registeredChannelsIterator().forEachRemaining(accepted::guard));
            }
        }
    }

    private static void check(RoutingContext routing) {
        var request = routing.request();
        var isHttp2 = request.version() == HttpVersion.HTTP_2;
        if (isHttp2 && !isSoundInHttp1(request)) {
            routing.response().setStatusCode(400).end();
        } else if (isHttp2 || isGuarded(request)) {
            routing.next();
        } else {
            // Accepted in the moment before the sockets were guarded.
            routing.response()
                    .setStatusCode(503)
                    .putHeader("Connection", "close")
                    .putHeader("Retry-After", "1")
                    .end();
            request.connection().close();
        }
    }

    private static boolean isGuarded(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                && connection.channel().pipeline().get(DECODER) instanceof StrictRequestDecoder;
    }

    /** Whether an HTTP/2 request means the same once it is written as HTTP/1.1. */
    private static boolean isSoundInHttp1(HttpServerRequest request) {
        for (var field : request.headers()) {
            if (NOT_IN_HTTP_2.contains(field.getKey()) || !isWritable(field.getKey(), field.getValue())) {
                return false;
            }
        }
        var authority = request.authority();
        return authority != null
                && ("http".equals(request.scheme()) || "https".equals(request.scheme()))
                && request.headers().getAll("host").stream().allMatch(authority.toString()::equalsIgnoreCase)
                && (request.uri().startsWith("/") || request.uri().equals("*"));
    }

    /** RFC 9110 §5.1 and §5.5; HTTP/2 itself can carry more (RFC 9113 §8.2.1). */
    private static boolean isWritable(String name, String value) {
        return NAME.matcher(name).matches()
                && value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != DELETE && c <= 0xff));
    }

    /** On a listening socket: sees each connection before the server does. */
    @Sharable
    private static final class Accepted extends ChannelInboundHandlerAdapter {
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
            if (accepted instanceof Channel connection) {
                connection.pipeline().addFirst(new UntilProtocolIsKnown(options));
            }
            context.fireChannelRead(accepted);
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
        private byte first = NONE;

        UntilProtocolIsKnown(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var pipeline = context.pipeline();
            if (pipeline.get(HANDSHAKE) != null) {
                pipeline.addAfter(HANDSHAKE, null, new UntilProtocolIsKnown(options));
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
            var pipeline = context.pipeline();
            if (pipeline.get(DECODER) == null) {
                return pipeline.get(HTTP_2) != null;
            }
            if (!(pipeline.get(DECODER) instanceof StrictRequestDecoder)) {
                pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options, first));
            }
            return true;
        }
    }
}
