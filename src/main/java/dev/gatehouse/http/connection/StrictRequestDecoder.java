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
 * Reads HTTP/1.x requests in the one way in which they can be read, and refuses what another server in the line might
 * read otherwise (RFC 9112 §11.2): a refused head is answered by {@link StrictHttp}, a refused body breaks off, and
 * nothing that comes after either on the same connection is looked at. The next request is read once the answer before it
 * is out and most of it was taken, so that neither requests nor answers pile up.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder implements ConnectionWatch.Protocol {
    /** What is read ahead of a request's turn, and what one look at the socket may add. */
    private static final int READ_AHEAD = 4 * 1024;

    private static final int MOST_AT_ONCE = 16 * 1024;

    private enum Part {
        HEAD,
        BODY,
        CHUNKS
    }

    private final HttpServerOptions options;
    private final ConnectionWatch watch;
    private Part part = Part.HEAD;
    private HeadBytes head = new HeadBytes();
    private ChunkBytes chunks = new ChunkBytes();
    private RequestHead.Counts counts = RequestHead.Counts.NONE;
    private boolean refused;
    private boolean awaitsAnswer;
    private boolean resuming;
    private @Nullable RefusedRequest refusal;
    private @Nullable ChannelHandlerContext context;

    /** @param first the byte that went to the decoder which was here before, and which it skipped if it is no text */
    StrictRequestDecoder(HttpServerOptions options, ConnectionWatch watch, byte first) {
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
        if (isNotItsTurn()) {
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

    /** An empty line before a request is no request (RFC 9112 §2.2). */
    private static boolean startsWithLineEnd(ByteBuf in) {
        if (!in.isReadable()) {
            return true;
        }
        var first = in.getByte(in.readerIndex());
        return first == '\r' || first == '\n';
    }

    /** A head that was cut off is no request: its method would be counted. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        super.decodeLast(context, in, out);
        out.removeIf(read -> read instanceof HttpRequest && isFailed(read));
    }

    /** A head that has begun is read to its end, whatever the caller takes. */
    private boolean isNotItsTurn() {
        return part == Part.HEAD
                && (awaitsAnswer
                        || (!head.began && context != null && !context.channel().isWritable()));
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

    private @Nullable RefusedRequest fault(HttpRequest request) {
        if (isFailed(request)) {
            return switch (request.decoderResult().cause()) {
                case TooLongHttpLineException _ ->
                    new RefusedRequest(
                            414, "The request line is longer than " + options.getMaxInitialLineLength() + " bytes.");
                case TooLongHttpHeaderException _ ->
                    new RefusedRequest(
                            431, "The header fields are longer than " + options.getMaxHeaderSize() + " bytes.");
                default -> RefusedRequest.malformed("The request can't be read.");
            };
        }
        var fault = head.fault();
        return fault == null ? RequestHead.fault(request, counts) : RefusedRequest.malformed(fault);
    }

    private static boolean isFailed(Object read) {
        return read instanceof HttpObject object && object.decoderResult().isFailure();
    }

    /** Nothing of the request gets further: what counts requests sees one of ours, which {@link StrictHttp} answers. */
    private void refuse(RefusedRequest fault, ByteBuf in, List<Object> out, int before) {
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

    /** Why the request that is being served is refused; null when it is not. */
    @Nullable RefusedRequest refusal() {
        return refusal;
    }

    /** The answer to the request before is out. */
    void answered() {
        awaitsAnswer = false;
        watch.answered(part == Part.HEAD);
        resume();
    }

    /** Whether as much has come ahead of its turn as may. */
    boolean isFull() {
        return actualReadableBytes() > READ_AHEAD && isNotItsTurn();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext here) throws Exception {
        resume();
        super.channelWritabilityChanged(here);
    }

    /** Reads on in what came ahead of its turn, once whoever told that it is its turn is done. */
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

    /** Asks the decoder, and then who holds reading back, to read on. */
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

    /** The connection is a tunnel from now on. */
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
                    new RefusedRequest(408, "The header fields took too long to come.").http1()));
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
                    ? "The request line must be a method, a target and a version, HTTP/1.1 or HTTP/1.0."
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
     * The bytes of a chunked body: sizes that are plain hexadecimal numbers, extensions of moderate length. Quotes in an
     * extension are refused, as servers differ in where an open one ends.
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
            // The data ends with a CRLF of its own.
            left = size + 2;
            state = size == 0 ? State.TRAILERS : State.DATA;
            digits = 0;
            size = 0;
            extension = 0;
        }
    }
}
