// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;

/**
 * Inspects the headers of HTTP/2 frames before they are decoded (RFC 9113 §4.1): how long a header block or a frame has
 * been incomplete, and whether too many frames belong to no request, for example {@code PING}, {@code SETTINGS} and
 * {@code PRIORITY}. Also keeps stream errors from closing the connection.
 */
final class Http2Frames extends ChannelInboundHandlerAdapter {
    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int END_HEADERS = 0x4;

    /**
     * The number of frames outside requests that may come at once. {@link #PER_SECOND} more are allowed each second.
     */
    private static final int BURST = 1_000;

    private static final int PER_SECOND = 100;
    private static final double NANOS = 1e9;
    private static final long NEVER = 0;

    private final ConnectionMonitor connection;
    private final byte[] head = new byte[HEAD];
    private int read;
    private long payload;
    private boolean headersAreOpen;

    /** The start time of the incomplete header block or frame. */
    private long openSince = NEVER;

    private double credit = BURST;
    private long creditSince = System.nanoTime();

    /**
     * Creates the handler.
     *
     * @param preface the number of bytes before the first frame
     * @param connection closed after too many frames; after that, nothing is read
     */
    Http2Frames(int preface, ConnectionMonitor connection) {
        this.payload = preface;
        this.connection = connection;
    }

    /** Returns how long a header block, or a frame other than DATA, has been incomplete, in nanoseconds. */
    long openFor(long now) {
        return openSince == NEVER ? 0 : now - openSince;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            look(bytes);
        }
        if (connection.isEnding()) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    /**
     * Ignores stream errors. Vert.x would close the connection when a stream with a waiting response is reset, although
     * other streams are in use.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof Http2Exception.StreamException)) {
            context.fireExceptionCaught(cause);
        }
    }

    private void look(ByteBuf bytes) {
        for (var i = bytes.readerIndex(); i < bytes.writerIndex() && !connection.isEnding(); ) {
            if (payload > 0) {
                var passed = Math.min(payload, bytes.writerIndex() - i);
                payload -= passed;
                i += (int) passed;
            } else {
                head[read] = bytes.getByte(i);
                read++;
                i++;
                if (read == HEAD) {
                    begin();
                }
            }
            note();
        }
    }

    private void begin() {
        read = 0;
        payload = (Byte.toUnsignedLong(head[0]) << 16)
                + (Byte.toUnsignedLong(head[1]) << 8)
                + Byte.toUnsignedLong(head[2]);
        switch (head[TYPE]) {
            case Http2FrameTypes.HEADERS, Http2FrameTypes.CONTINUATION ->
                headersAreOpen = (head[FLAGS] & END_HEADERS) == 0;
            case Http2FrameTypes.DATA, Http2FrameTypes.WINDOW_UPDATE, Http2FrameTypes.RST_STREAM -> {}
            default -> spend();
        }
    }

    private void spend() {
        var now = System.nanoTime();
        credit = Math.min(BURST, credit + (now - creditSince) / NANOS * PER_SECOND) - 1;
        creditSince = now;
        if (credit < 0) {
            connection.endSoon(ConnectionEnd.TOO_MANY_FRAMES);
        }
    }

    /** Updates the start time. DATA frames are exempt, because the rate limit of bodies applies to them. */
    private void note() {
        var isOpen = headersAreOpen || read > 0 || (payload > 0 && head[TYPE] != Http2FrameTypes.DATA);
        if (!isOpen) {
            openSince = NEVER;
        } else if (openSince == NEVER) {
            openSince = System.nanoTime();
        }
    }
}
