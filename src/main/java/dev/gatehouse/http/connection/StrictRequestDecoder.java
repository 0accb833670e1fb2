// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A strict HTTP/1.x decoder that rejects requests which other servers may interpret differently (RFC 9112 §11.2).
 * {@link StrictHttp} answers a request with a rejected head. A rejected body ends the request. All later bytes of the
 * connection are ignored. The next request is read after the previous response is sent and most of the response is
 * read, so that neither requests nor responses accumulate.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder implements ConnectionMonitor.Protocol {
    /** The number of bytes of pipelined requests to buffer, and the maximum number of bytes of one read. */
    private static final int READ_AHEAD = 4 * 1024;

    private static final int MOST_AT_ONCE = 16 * 1024;

    private enum Part {
        HEAD,
        BODY,
        CHUNKS
    }

    private final HttpServerOptions options;
    private final ConnectionMonitor watch;
    private Part part = Part.HEAD;
    private HeadBytes head = new HeadBytes();
    private ChunkBytes chunks = new ChunkBytes();
    private RequestHead.Counts counts = RequestHead.Counts.NONE;
    private boolean refused;
    private boolean awaitsAnswer;
    private boolean resuming;
    private @Nullable RejectedRequest refusal;
    private @Nullable ChannelHandlerContext context;

    /**
     * Creates the decoder.
     *
     * @param first the byte that the previous decoder received, and skipped if the byte is white space or a control
     *     character
     */
    StrictRequestDecoder(HttpServerOptions options, ConnectionMonitor watch, byte first) {
        super(options);
        this.options = options;
        this.watch = watch;
        if (Character.isISOControl(first) || first == ' ') {
            head.read(first);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        super.handlerAdded(added);
        context = added;
        added.channel().config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, 2048, MOST_AT_ONCE));
        watch.speaks(this);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (isPreviousUnanswered()) {
            return;
        }
        if (part == Part.HEAD && (head.began || !startsWithLineEnd(in))) {
            watch.headBegan();
        }
        var from = in.readerIndex();
        var before = out.size();
        super.decode(context, in, out);
        look(in, from, out, before);
    }

    /** Empty lines before a request are ignored (RFC 9112 §2.2). */
    private static boolean startsWithLineEnd(ByteBuf in) {
        if (!in.isReadable()) {
            return true;
        }
        var first = in.getByte(in.readerIndex());
        return first == '\r' || first == '\n';
    }

    /** Removes a truncated head, because its method would be counted. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        super.decodeLast(context, in, out);
        out.removeIf(read -> read instanceof HttpRequest && isFailed(read));
    }

    /**
     * Returns whether the next request must wait. A head that has begun is read completely, whatever the caller reads.
     */
    private boolean isPreviousUnanswered() {
        return part == Part.HEAD
                && (awaitsAnswer
                        || (!head.began && context != null && !context.channel().isWritable()));
    }

    /** Counts header fields before Netty merges or removes fields of the same name. */
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

    /**
     * Inspects the decoded bytes. Netty decodes complete lines, and no step decodes bytes of both a head and a body.
     */
    private void look(ByteBuf in, int from, List<Object> out, int before) {
        var length = in.readerIndex() - from;
        switch (part) {
            case HEAD -> head.read(in, from, length);
            case CHUNKS -> chunks.read(in, from, length);
            case BODY -> {}
        }
        if (out.size() == before) {
            if (part == Part.CHUNKS && chunks.fault() != null) {
                breakOff(in, out, before);
            }
            return;
        }
        if (part == Part.HEAD && out.get(before) instanceof HttpRequest request) {
            awaitsAnswer = true;
            watch.requestBegan();
            var fault = fault(request);
            if (fault != null) {
                refuse(fault, in, out, before);
                return;
            }
            RequestHead.ignoreOtherProtocols(request);
            part = counts.transferEncodings() > 0 ? Part.CHUNKS : Part.BODY;
        } else if (isFailed(out.get(before))) {
            refused = true;
            return;
        }
        if (part == Part.CHUNKS && chunks.fault() != null) {
            breakOff(in, out, before);
        } else if (out.getLast() instanceof LastHttpContent) {
            part = Part.HEAD;
            head = new HeadBytes();
            chunks = new ChunkBytes();
            counts = RequestHead.Counts.NONE;
            if (!awaitsAnswer) {
                watch.idle();
            }
        }
    }

    private @Nullable RejectedRequest fault(HttpRequest request) {
        if (isFailed(request)) {
            return switch (request.decoderResult().cause()) {
                case TooLongHttpLineException _ ->
                    RejectedRequest.of(414, ConnectionErrors.lineTooLong(options.getMaxInitialLineLength()));
                case TooLongHttpHeaderException _ ->
                    RejectedRequest.of(431, ConnectionErrors.headTooLong(options.getMaxHeaderSize()));
                default -> RejectedRequest.malformed("The request can't be read.");
            };
        }
        var fault = head.fault();
        return fault == null ? RequestHead.fault(request, counts) : RejectedRequest.malformed(fault);
    }

    private static boolean isFailed(Object read) {
        return read instanceof HttpObject object && object.decoderResult().isFailure();
    }

    /**
     * Replaces the request with a request of Gatehouse, which metrics count and {@link StrictHttp} answers. No part of
     * the original request is processed.
     */
    private void refuse(RejectedRequest fault, ByteBuf in, List<Object> out, int before) {
        refusal = fault;
        drop(in, out, before);
        var instead = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        instead.headers()
                .set(HttpHeaderNames.HOST, "localhost")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        out.add(instead);
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void breakOff(ByteBuf in, List<Object> out, int before) {
        drop(in, out, before);
        var broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(chunks.fault())));
        out.add(broken);
    }

    private void drop(ByteBuf in, List<Object> out, int keep) {
        refused = true;
        in.skipBytes(in.readableBytes());
        while (out.size() > keep) {
            ReferenceCountUtil.release(out.removeLast());
        }
    }

    /** Returns the reason for rejecting the current request, or null if the request is valid. */
    @Nullable RejectedRequest refusal() {
        return refusal;
    }

    /** Handles the end of a response. */
    void answered() {
        awaitsAnswer = false;
        watch.answered(part == Part.HEAD);
        resume();
    }

    /** Returns whether the maximum of pipelined bytes is buffered. */
    boolean isFull() {
        return actualReadableBytes() > READ_AHEAD && isPreviousUnanswered();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext here) throws Exception {
        resume();
        super.channelWritabilityChanged(here);
    }

    /** Decodes buffered bytes after the current event. */
    private void resume() {
        var here = context;
        if (!resuming && here != null && actualReadableBytes() > 0) {
            resuming = true;
            here.executor().execute(() -> {
                resuming = false;
                if (!here.isRemoved()) {
                    here.pipeline().fireUserEventTriggered(ReadOn.NOW);
                }
            });
        }
    }

    /** The event that resumes decoding, and then reading from the socket. */
    enum ReadOn {
        NOW
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext here, Object event) throws Exception {
        if (event == ReadOn.NOW) {
            channelRead(here, Unpooled.EMPTY_BUFFER);
            here.fireChannelReadComplete();
        }
        super.userEventTriggered(here, event);
    }

    /** The connection becomes a tunnel. */
    @Override
    protected void handlerRemoved0(ChannelHandlerContext removed) throws Exception {
        super.handlerRemoved0(removed);
        watch.requestBegan();
    }

    @Override
    public boolean check(long now) {
        return true;
    }

    @Override
    public void sayEnd(ConnectionEnd reason) {
        var here = context;
        if (reason == ConnectionEnd.HEAD_TIMEOUT && head.began && here != null && !here.isRemoved()) {
            var _ = here.writeAndFlush(Unpooled.wrappedBuffer(
                    RejectedRequest.of(408, ConnectionErrors.headLate()).http1()));
        }
    }

    /**
     * The rules for the bytes of a head: a request line of three words, no line folding, no control characters, no bare
     * CR.
     */
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
                    ? "The request line must be a method, a target and a version, HTTP/1.1 or HTTP/1.0."
                    : fault;
        }

        void read(ByteBuf in, int from, int length) {
            for (var i = from; i < from + length && fault == null; i++) {
                read(in.getByte(i));
            }
        }

        /** Checks a byte. Empty lines may precede a head. */
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
                fault = "A CR stands alone.";
            } else if (b == '\n') {
                inRequestLine = false;
            } else if (startsLine && (b == ' ' || b == '\t')) {
                fault = began ? "A header field is folded." : "The request line begins with a space.";
            } else if (startsLine && b == ':') {
                fault = "A header field has no name.";
            } else if (b == 0x7f || (b >= 0 && b < ' ' && b != '\r' && (b != '\t' || inRequestLine))) {
                fault = "The header fields hold a control character.";
            } else if (inRequestLine && b == ' ') {
                spaces++;
                lastWord.setLength(0);
            } else if (inRequestLine && b != '\r' && lastWord.length() < LONGER_THAN_A_VERSION) {
                lastWord.append((char) b);
            }
        }
    }

    /**
     * The rules for the bytes of a chunked body: sizes are plain hexadecimal numbers, extensions are short. Quotes in
     * an extension are rejected, because servers disagree on the end of an unterminated quote.
     */
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
            } else if (extension > MAX_EXTENSION || b == '"' || b == 0x7f || (b < ' ' && b != '\t')) {
                fault = "a chunk's extension is too long, quoted or not text";
            }
        }

        private void endSize(byte b) {
            fault = b == '\n' ? null : "a CR stands alone";
            // A CRLF follows the data.
            left = size + 2;
            state = size == 0 ? State.TRAILERS : State.DATA;
            digits = 0;
            size = 0;
            extension = 0;
        }
    }
}
