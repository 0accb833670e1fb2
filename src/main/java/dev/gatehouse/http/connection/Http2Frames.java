package dev.gatehouse.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;

/**
 * Looks at the heads of HTTP/2 frames as they come (RFC 9113 §4.1), before they are read: since when a header block or a
 * frame is incomplete, and whether more frames come that belong to no request than any client needs, such as
 * {@code PING}, {@code SETTINGS} and {@code PRIORITY}. It also keeps what ended one stream from ending the connection.
 */
final class Http2Frames extends ChannelInboundHandlerAdapter {
    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int END_HEADERS = 0x4;

    /** As many at once, and as many more a second, may come that belong to no request. */
    private static final int BURST = 1_000;

    private static final int PER_SECOND = 100;
    private static final double NANOS = 1e9;
    private static final long NEVER = 0;

    private final ConnectionWatch connection;
    private final byte[] head = new byte[HEAD];
    private int read;
    private long payload;
    private boolean headersAreOpen;

    /** When the header block or frame began that is not complete. */
    private long openSince = NEVER;

    private double credit = BURST;
    private long creditSince = System.nanoTime();

    /**
     * @param preface how many bytes come before the first frame
     * @param connection which is ended when too many frames have come; nothing is read once it is going to end
     */
    Http2Frames(int preface, ConnectionWatch connection) {
        this.payload = preface;
        this.connection = connection;
    }

    /** For how long a header block, or a frame other than of a body, has been incomplete, in nanoseconds. */
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

    /** The server below would end the connection when one stream is reset whose answer waits; its other streams go on. */
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

    /** A body's frames come at the pace of the body. */
    private void note() {
        var isOpen = headersAreOpen || read > 0 || (payload > 0 && head[TYPE] != Http2FrameTypes.DATA);
        if (!isOpen) {
            openSince = NEVER;
        } else if (openSince == NEVER) {
            openSince = System.nanoTime();
        }
    }
}
