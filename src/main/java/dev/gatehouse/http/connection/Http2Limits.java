// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.problem.Problem;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * The limits of an HTTP/2 connection that Vert.x does not enforce. The stream limit applies before the caller
 * acknowledges the limit. The settings must be exchanged in time. Streams that read nothing are reset. The compression
 * table has a fixed size. Requests that HTTP/1.1 cannot represent are rejected before they are counted.
 */
final class Http2Limits implements ConnectionMonitor.Protocol {
    /** RFC 7541 §4.2: a caller can allow gigabytes, and repeated values in responses could fill such a table. */
    private static final long COMPRESSION_TABLE = 4_096;

    private final Http2ConnectionHandler http2;
    private final ChannelHandlerContext context;
    private final ConnectionMonitor watch;
    private final Http2Window window;
    private final Http2Frames frames;
    private final PropertyKey answeredSince;

    /** Later header blocks on the stream are trailers. */
    private final PropertyKey headCame;

    private boolean settingsCame;
    private boolean settingsWereTaken;

    private Http2Limits(
            Http2ConnectionHandler http2, ChannelHandlerContext context, ConnectionMonitor watch, int preface) {
        this.http2 = http2;
        this.context = context;
        this.watch = watch;
        var connection = http2.connection();
        this.answeredSince = connection.newKey();
        this.headCame = connection.newKey();
        this.window = new Http2Window(connection.remote().flowController(), watch, connection.newKey());
        this.frames = new Http2Frames(preface, watch);
    }

    /**
     * Applies the limits to a connection that uses HTTP/2 and whose first frame is not read yet.
     *
     * @param preface the number of bytes of the preface that are still to come
     */
    static void bind(ChannelHandlerContext context, ConnectionMonitor watch, HttpServerOptions options, int preface) {
        if (context.handler() instanceof Http2ConnectionHandler http2) {
            new Http2Limits(http2, context, watch, preface)
                    .begin(options.getInitialSettings().getMaxConcurrentStreams());
        }
    }

    private void begin(long streams) {
        var connection = http2.connection();
        connection.remote().maxActiveStreams((int) Math.min(streams, Integer.MAX_VALUE));
        connection.remote().flowController(window);
        connection.addListener(new Streams(connection));
        http2.decoder().frameListener(new Opening(http2.decoder().frameListener()));
        context.pipeline().addBefore(context.name(), null, frames);
        watch.speaks(this);
    }

    @Override
    public boolean check(long now) {
        var overdue = new ArrayList<Http2Stream>();
        try {
            http2.connection().forEachActiveStream(stream -> {
                if (isOverdue(stream, now)) {
                    overdue.add(stream);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        overdue.forEach(this::reset);
        return !watch.deadlines().headIsOverdue(frames.openFor(now));
    }

    @Override
    public boolean servesOthers() {
        try {
            return http2.connection()
                            .forEachActiveStream(stream ->
                                    window.isWaiting(stream) || stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL)
                    != null;
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether the caller does not read the response, or continues the request long after the response. */
    private boolean isOverdue(Http2Stream stream, long now) {
        if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
            Long since = stream.getProperty(answeredSince);
            if (since == null) {
                stream.setProperty(answeredSince, now);
            }
            return since != null && watch.deadlines().isIdleTooLong(now - since);
        }
        return watch.deadlines().isStalled(window.stalledFor(stream, now));
    }

    private void reset(Http2Stream stream) {
        var _ = http2.encoder().writeRstStream(context, stream.id(), Http2Error.CANCEL.code(), context.newPromise());
        context.flush();
    }

    @Override
    public void sayEnd(ConnectionEnd reason) {
        var code = reason == ConnectionEnd.IDLE ? Http2Error.NO_ERROR : Http2Error.ENHANCE_YOUR_CALM;
        var _ = http2.encoder()
                .writeGoAway(
                        context,
                        http2.connection().remote().lastStreamCreated(),
                        code.code(),
                        Unpooled.copiedBuffer(reason.tag(), StandardCharsets.US_ASCII),
                        context.newPromise());
        context.flush();
    }

    private void settled() {
        if (!settingsCame || !settingsWereTaken || !watch.isOpening()) {
            return;
        }
        if (http2.connection().numActiveStreams() == 0) {
            watch.idle();
        } else {
            watch.requestBegan();
        }
    }

    /** Reports requests in progress to the watch. */
    private final class Streams extends Http2ConnectionAdapter {
        private final Http2Connection connection;

        Streams(Http2Connection connection) {
            this.connection = connection;
        }

        @Override
        public void onStreamActive(Http2Stream stream) {
            if (!watch.isOpening()) {
                watch.requestBegan();
            }
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (!watch.isOpening() && connection.numActiveStreams() == 0) {
                watch.idle();
            }
        }
    }

    /**
     * The frame listener until the settings of the caller arrive. Vert.x then installs its own listener, which is
     * wrapped.
     */
    private final class Opening extends Http2FrameListenerDecorator {
        Opening(Http2FrameListener server) {
            super(server);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext here, Http2Settings settings) throws Http2Exception {
            super.onSettingsRead(here, settings);
            limitTheTable();
            settingsCame = true;
            http2.decoder().frameListener(new Requests(http2.decoder().frameListener()));
        }
    }

    private void limitTheTable() throws Http2Exception {
        var table = http2.encoder().configuration().headersConfiguration();
        if (table.maxHeaderTableSize() > COMPRESSION_TABLE) {
            table.maxHeaderTableSize(COMPRESSION_TABLE);
        }
    }

    /** The frame listener before the listener of Vert.x. */
    private final class Requests extends Http2FrameListenerDecorator {
        Requests(Http2FrameListener server) {
            super(server);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext here, Http2Settings settings) throws Http2Exception {
            super.onSettingsRead(here, settings);
            limitTheTable();
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext here) throws Http2Exception {
            super.onSettingsAckRead(here);
            settingsWereTaken = true;
            settled();
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext here, int id, Http2Headers head, int padding, boolean end)
                throws Http2Exception {
            if (!isRefused(id, head, end)) {
                super.onHeadersRead(here, id, head, padding, end);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext here,
                int id,
                Http2Headers head,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end)
                throws Http2Exception {
            if (!isRefused(id, head, end)) {
                super.onHeadersRead(here, id, head, dependency, weight, exclusive, padding, end);
            }
        }

        /** Rejects all requests on a connection that is about to be closed. */
        private boolean isRefused(int id, Http2Headers head, boolean end) throws Http2Exception {
            if (watch.isEnding()) {
                return true;
            }
            var stream = http2.connection().stream(id);
            if (stream == null || stream.setProperty(headCame, true) != null) {
                return false;
            }
            var fault = Http2Head.fault(head);
            if (fault == null) {
                return false;
            }
            refuse(stream, fault, end);
            return true;
        }
    }

    /**
     * Sends the error response. The response is complete immediately or has no body, so that no rejected stream stays
     * open.
     */
    private void refuse(Http2Stream stream, RejectedRequest fault, boolean end) throws Http2Exception {
        var body = fault.json();
        var encoder = http2.encoder();
        var windows = encoder.flowController();
        var fits = windows.isWritable(stream)
                && windows.windowSize(stream) >= body.length
                && windows.windowSize(http2.connection().connectionStream()) >= body.length;
        var head = new DefaultHttp2Headers()
                .status(String.valueOf(fault.status()))
                .add("content-type", Problem.MEDIA_TYPE)
                .add("cache-control", "no-store");
        if (fits) {
            head.addInt("content-length", body.length);
        }
        var _ = encoder.writeHeaders(context, stream.id(), head, 0, !fits, context.newPromise());
        if (fits) {
            var bytes = ByteBufUtil.writeAscii(context.alloc(), new String(body, StandardCharsets.US_ASCII));
            var _ = encoder.writeData(context, stream.id(), bytes, 0, true, context.newPromise());
            windows.writePendingBytes();
        }
        if (!end) {
            var _ = encoder.writeRstStream(context, stream.id(), Http2Error.NO_ERROR.code(), context.newPromise());
        }
    }
}
