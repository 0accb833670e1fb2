// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * The flow control of an HTTP/2 connection towards the caller (RFC 9113 §5.2), with counters: the bytes that wait for a
 * window, and how long a stream has read almost nothing. The delegate manages the windows.
 */
final class Http2Window implements Http2RemoteFlowController {
    private final Http2RemoteFlowController windows;
    private final ConnectionMonitor connection;
    private final PropertyKey key;

    Http2Window(Http2RemoteFlowController windows, ConnectionMonitor connection, PropertyKey key) {
        this.windows = windows;
        this.connection = connection;
        this.key = key;
    }

    /** Returns whether bytes wait for a window of the stream. */
    boolean isWaiting(Http2Stream stream) {
        Waiting waiting = stream.getProperty(key);
        return waiting != null && waiting.bytes > 0;
    }

    /** Returns how long a stream has read almost none of its waiting bytes, in nanoseconds. */
    long stalledFor(Http2Stream stream, long now) {
        Waiting waiting = stream.getProperty(key);
        return waiting != null && waiting.bytes > 0 ? now - waiting.since : 0;
    }

    /** The waiting bytes of a stream. */
    private static final class Waiting {
        private long bytes;
        private long since;
        private long taken;
    }

    /** A waiting frame, counted until the frame is written or discarded. */
    private final class Counted implements FlowControlled {
        private final FlowControlled frame;
        private final Waiting stream;

        Counted(FlowControlled frame, Waiting stream) {
            this.frame = frame;
            this.stream = stream;
            if (stream.bytes == 0) {
                stream.since = System.nanoTime();
                stream.taken = 0;
            }
            change(frame.size());
        }

        private void change(long bytes) {
            if (bytes != 0) {
                stream.bytes += bytes;
                connection.holds(bytes);
            }
        }

        @Override
        public int size() {
            return frame.size();
        }

        @Override
        public void write(ChannelHandlerContext context, int allowedBytes) {
            var before = frame.size();
            frame.write(context, allowedBytes);
            var taken = before - frame.size();
            stream.taken += taken;
            if (stream.taken >= ConnectionMonitor.LEAST_TAKEN) {
                stream.since = System.nanoTime();
                stream.taken = 0;
            }
            change(-taken);
        }

        @Override
        public void writeComplete() {
            frame.writeComplete();
        }

        @Override
        public void error(ChannelHandlerContext context, Throwable cause) {
            var left = frame.size();
            frame.error(context, cause);
            change(-left);
        }

        /** After a merge, the bytes of the next frame are counted as part of this frame. */
        @Override
        public boolean merge(ChannelHandlerContext context, FlowControlled next) {
            return next instanceof Counted counted && frame.merge(context, counted.frame);
        }
    }

    /** Discards frames on a connection that is about to be closed, because the frames would never be written. */
    @Override
    public void addFlowControlled(Http2Stream stream, FlowControlled payload) {
        if (connection.isEnding()) {
            payload.error(
                    windows.channelHandlerContext(),
                    Http2Exception.streamError(stream.id(), Http2Error.CANCEL, "the connection ends"));
            return;
        }
        Waiting waiting = stream.getProperty(key);
        if (waiting == null) {
            waiting = new Waiting();
            stream.setProperty(key, waiting);
        }
        windows.addFlowControlled(stream, new Counted(payload, waiting));
    }

    @Override
    public ChannelHandlerContext channelHandlerContext() {
        return windows.channelHandlerContext();
    }

    @Override
    public void channelHandlerContext(ChannelHandlerContext context) throws Http2Exception {
        windows.channelHandlerContext(context);
    }

    @Override
    public boolean hasFlowControlled(Http2Stream stream) {
        return windows.hasFlowControlled(stream);
    }

    @Override
    public void writePendingBytes() throws Http2Exception {
        windows.writePendingBytes();
    }

    @Override
    public void listener(Listener listener) {
        windows.listener(listener);
    }

    @Override
    public boolean isWritable(Http2Stream stream) {
        return windows.isWritable(stream);
    }

    @Override
    public void channelWritabilityChanged() throws Http2Exception {
        windows.channelWritabilityChanged();
    }

    @Override
    public void updateDependencyTree(int child, int parent, short weight, boolean exclusive) {
        windows.updateDependencyTree(child, parent, weight, exclusive);
    }

    @Override
    public void initialWindowSize(int size) throws Http2Exception {
        windows.initialWindowSize(size);
    }

    @Override
    public int initialWindowSize() {
        return windows.initialWindowSize();
    }

    @Override
    public int windowSize(Http2Stream stream) {
        return windows.windowSize(stream);
    }

    @Override
    public void incrementWindowSize(Http2Stream stream, int delta) throws Http2Exception {
        windows.incrementWindowSize(stream, delta);
    }
}
