package dev.gatehouse.platform;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.x requests in the one way in which they can be read, and refuses what another server in the line might
 * read otherwise (RFC 9112 §11.2). A refused head is a 400, a refused body breaks off; nothing that comes after either on
 * the same connection is looked at.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    private enum Part {
        HEAD,
        BODY,
        CHUNKS
    }

    private Part part = Part.HEAD;
    private HeadBytes head = new HeadBytes();
    private ChunkBytes chunks = new ChunkBytes();
    private RequestHead.Counts counts = RequestHead.Counts.NONE;
    private boolean refused;

    /** @param first the byte that went to the decoder which was here before, and which it skipped if it is no text */
    StrictRequestDecoder(HttpServerOptions options, byte first) {
        super(options);
        if (Character.isISOControl(first) || first == ' ') {
            head.read(first);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        var from = in.readerIndex();
        var before = out.size();
        super.decode(context, in, out);
        look(in, from, out, before);
    }

    /** Called for each field before fields of one name are merged or removed. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        var name = super.splitHeaderName(line, start, length);
        if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            counts = counts.withContentLength();
        } else if (HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            counts = counts.withTransferEncoding();
        } else if (HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)) {
            counts = counts.withHost();
        }
        return name;
    }

    /** Netty reads whole lines, and no step reads bytes of both a head and a body. */
    private void look(ByteBuf in, int from, List<Object> out, int before) {
        if (isFailed(out, before)) {
            refused = true;
            return;
        }
        var length = in.readerIndex() - from;
        switch (part) {
            case HEAD -> head.read(in, from, length);
            case CHUNKS -> chunks.read(in, from, length);
            case BODY -> {}
        }
        if (part == Part.HEAD && out.size() > before && out.get(before) instanceof HttpRequest request) {
            var fault = head.fault() == null ? RequestHead.fault(request, counts) : head.fault();
            if (fault != null) {
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
                refuse(in, out, before + 1);
                return;
            }
            RequestHead.ignoreOtherProtocols(request);
            part = counts.transferEncodings() > 0 ? Part.CHUNKS : Part.BODY;
        }
        if (part == Part.CHUNKS && chunks.fault() != null) {
            refuse(in, out, before);
            var broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
            broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(chunks.fault())));
            out.add(broken);
            return;
        }
        if (out.size() > before && out.getLast() instanceof LastHttpContent) {
            part = Part.HEAD;
            head = new HeadBytes();
            chunks = new ChunkBytes();
            counts = RequestHead.Counts.NONE;
        }
    }

    private static boolean isFailed(List<Object> out, int before) {
        return out.size() > before
                && out.get(before) instanceof HttpObject read
                && read.decoderResult().isFailure();
    }

    private void refuse(ByteBuf in, List<Object> out, int keep) {
        refused = true;
        in.skipBytes(in.readableBytes());
        while (out.size() > keep) {
            ReferenceCountUtil.release(out.removeLast());
        }
    }

    /** The bytes of a head: three words in its first line, no line folding, no control character, no bare CR. */
    private static final class HeadBytes {
        private static final int WORDS = 3;
        private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");
        private static final int LONGER_THAN_A_VERSION = 9;

        private final StringBuilder lastWord = new StringBuilder();
        private boolean began;
        private boolean inRequestLine = true;
        private int spaces;
        private byte previous;
        private @Nullable String fault;

        @Nullable String fault() {
            return fault == null && (spaces != WORDS - 1 || !VERSIONS.contains(lastWord.toString()))
                    ? "the request line is not three words of which the last is a version"
                    : fault;
        }

        void read(ByteBuf in, int from, int length) {
            for (var i = from; i < from + length && fault == null; i++) {
                read(in.getByte(i));
            }
        }

        /** Empty lines may come before a head. */
        void read(byte b) {
            if (began || (b != '\r' && b != '\n')) {
                judge(b);
                began = true;
            }
            previous = b;
        }

        private void judge(byte b) {
            var startsLine = !began || previous == '\n';
            if (previous == '\r' && b != '\n' && began) {
                fault = "a CR stands alone";
            } else if (b == '\n') {
                inRequestLine = false;
            } else if (startsLine && (b == ' ' || b == '\t')) {
                fault = began ? "a header field is folded" : "the request line begins with a space";
            } else if (startsLine && b == ':') {
                fault = "a header field has no name";
            } else if (b == 0x7f || (b >= 0 && b < ' ' && b != '\r' && (b != '\t' || inRequestLine))) {
                fault = "a control character is in the head";
            } else if (inRequestLine && b == ' ') {
                spaces++;
                lastWord.setLength(0);
            } else if (inRequestLine && b != '\r' && lastWord.length() < LONGER_THAN_A_VERSION) {
                lastWord.append((char) b);
            }
        }
    }

    /** The bytes of a chunked body: sizes that are plain hexadecimal numbers, extensions of moderate length. */
    private static final class ChunkBytes {
        private static final int MAX_DIGITS = 8;
        private static final int MAX_EXTENSION = 256;

        private enum State {
            SIZE,
            EXTENSION,
            END_OF_SIZE,
            DATA,
            TRAILERS
        }

        private State state = State.SIZE;
        private int digits;
        private long size;
        private int extension;
        private long left;
        private @Nullable String fault;

        @Nullable String fault() {
            return fault;
        }

        void read(ByteBuf in, int from, int length) {
            for (var i = from; i < from + length && fault == null && state != State.TRAILERS; ) {
                if (state == State.DATA) {
                    var passed = (int) Math.min(left, from + length - i);
                    left -= passed;
                    i += passed;
                    if (left == 0) {
                        state = State.SIZE;
                    }
                } else {
                    read(in.getByte(i));
                    i++;
                }
            }
        }

        private void read(byte b) {
            switch (state) {
                case SIZE -> readSize(b);
                case EXTENSION -> readExtension(b);
                case END_OF_SIZE -> endSize(b);
                case DATA, TRAILERS -> {}
            }
        }

        private void readSize(byte b) {
            var digit = Character.digit(b, 16);
            if (digit >= 0) {
                size = size * 16 + digit;
                digits++;
                fault = digits > MAX_DIGITS ? "a chunk's size is too long" : null;
            } else if (digits == 0) {
                fault = "a chunk has no size";
            } else if (b == ';') {
                state = State.EXTENSION;
            } else if (b == '\r') {
                state = State.END_OF_SIZE;
            } else {
                fault = "a chunk's size is not a number";
            }
        }

        private void readExtension(byte b) {
            extension++;
            if (b == '\r') {
                state = State.END_OF_SIZE;
            } else if (extension > MAX_EXTENSION || b == 0x7f || (b < ' ' && b != '\t')) {
                fault = "a chunk's extension is too long or not text";
            }
        }

        private void endSize(byte b) {
            fault = b == '\n' ? null : "a CR stands alone";
            // The data ends with a CRLF of its own.
            left = size + 2;
            state = size == 0 ? State.TRAILERS : State.DATA;
            digits = 0;
            size = 0;
            extension = 0;
        }
    }
}
