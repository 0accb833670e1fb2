// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection on which HTTP/2 is spoken frame by frame (RFC 9113 §6), for what no client of any manners would send. */
public final class Http2Wire implements Closeable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;
    public static final int ACK = 1;

    public static final int HEADER_TABLE_SIZE = 1;
    public static final int INITIAL_WINDOW_SIZE = 4;

    public static final long REFUSED_STREAM = 7;
    public static final long ENHANCE_YOUR_CALM = 11;

    private static final int PADDED = 0x8;
    private static final int WITH_PRIORITY = 0x20;
    private static final int PRIORITY_LENGTH = 5;
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

    /** A frame as it came. */
    public record Frame(int type, int flags, int stream, byte[] payload) {
        /** The error code of {@code RST_STREAM} and {@code GOAWAY}. */
        public long code() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0) & 0xffffffffL;
        }

        public boolean endsStream() {
            return (flags & END_STREAM) != 0;
        }
    }

    /** An answer as it came. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private Http2Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
    }

    /** A connection that has sent its preface and nothing else. */
    public static Http2Wire preface(URI base) throws IOException {
        var wire = new Http2Wire(new Socket(base.getHost(), base.getPort()));
        wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return wire;
    }

    /** A connection that has sent its settings and acknowledged those of the server unseen. */
    public static Http2Wire to(URI base, Map<Integer, Long> settings) throws IOException {
        var wire = preface(base);
        wire.send(settings(settings));
        wire.send(frame(SETTINGS, ACK, 0, new byte[0]));
        return wire;
    }

    public static byte[] settings(Map<Integer, Long> settings) {
        var payload = new ByteArrayOutputStream();
        settings.forEach((name, value) -> {
            number(payload, name, 2);
            number(payload, value.intValue(), 4);
        });
        return frame(SETTINGS, 0, 0, payload.toByteArray());
    }

    public void send(byte[] frames) throws IOException {
        socket.getOutputStream().write(frames);
    }

    /** A request without a body. */
    public static byte[] request(int stream, Map<String, String> fields) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, block(fields));
    }

    /** The fields of a request, to which others may be added. */
    public static Map<String, String> fields(String method, URI base, String path) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(":method", method);
        fields.put(":scheme", base.getScheme());
        fields.put(":authority", base.getAuthority());
        fields.put(":path", path);
        return fields;
    }

    /** A header block without Huffman coding and table; RFC 7541 §6.2.3. */
    public static byte[] block(Map<String, String> fields) {
        var block = new ByteArrayOutputStream();
        fields.forEach((field, is) -> {
            block.write(0x10);
            string(block, field);
            string(block, is);
        });
        return block.toByteArray();
    }

    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        number(frame, payload.length, 3);
        frame.write(type);
        frame.write(flags);
        number(frame, stream, 4);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The next frame; null when the server closed instead. */
    public Frame next() throws IOException {
        try {
            var lengthAndType = in.readInt();
            var flags = in.readUnsignedByte();
            var stream = in.readInt();
            return new Frame(lengthAndType & 0xff, flags, stream, in.readNBytes(lengthAndType >>> 8));
        } catch (EOFException | SocketException closed) {
            return null;
        }
    }

    /** Reads on until a frame of this type; null when the server closed instead. */
    public Frame next(int type) throws IOException {
        var frame = next();
        while (frame != null && frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /**
     * The answer on a stream; answers on others that come before it are thrown away. Heads that were read with
     * {@link #next} are not known to it.
     *
     * @throws IOException when the stream is reset or the connection ends instead
     */
    public Answer answer(int stream) throws IOException, Http2Exception {
        Http2Headers head = null;
        var body = new ByteArrayOutputStream();
        while (true) {
            var frame = next();
            if (frame == null || frame.type() == GOAWAY) {
                throw new IOException("no answer but the end of the connection");
            }
            // Heads refer to those before them, whichever stream they are of.
            var fields = frame.type() == HEADERS && (frame.flags() & PADDED) == 0 ? decode(frame) : null;
            if (frame.stream() != stream) {
                continue;
            }
            if (frame.type() == RST_STREAM) {
                throw new IOException("no answer but a reset with code " + frame.code());
            }
            head = head == null ? fields : head;
            if (frame.type() == DATA) {
                body.writeBytes(frame.payload());
            }
            if (head != null && frame.endsStream()) {
                return answer(head, body);
            }
        }
    }

    private static Answer answer(Http2Headers head, ByteArrayOutputStream body) {
        var headers = new LinkedHashMap<String, String>();
        head.forEach(
                field -> headers.put(field.getKey().toString(), field.getValue().toString()));
        return new Answer(Integer.parseInt(headers.get(":status")), headers, body.toString(StandardCharsets.UTF_8));
    }

    private Http2Headers decode(Frame frame) throws Http2Exception {
        var skipped = (frame.flags() & WITH_PRIORITY) == 0 ? 0 : PRIORITY_LENGTH;
        return decoder.decodeHeaders(
                frame.stream(), Unpooled.wrappedBuffer(frame.payload(), skipped, frame.payload().length - skipped));
    }

    private static void number(ByteArrayOutputStream out, int value, int bytes) {
        for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
    }

    /** Without Huffman coding; RFC 7541 §5.1 and §5.2. */
    private static void string(ByteArrayOutputStream out, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        var prefix = 127;
        out.write(Math.min(bytes.length, prefix));
        if (bytes.length >= prefix) {
            var rest = bytes.length - prefix;
            for (; rest >= 128; rest /= 128) {
                out.write(rest % 128 + 128);
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
