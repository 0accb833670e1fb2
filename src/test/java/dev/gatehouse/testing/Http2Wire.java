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

/**
 * An HTTP/2 connection at the level of frames (RFC 9113 §6), for requests that an HTTP client library would refuse to
 * send.
 */
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

    /** A received frame. */
    public record Frame(int type, int flags, int stream, byte[] payload) {
        /** Returns the error code of {@code RST_STREAM} or {@code GOAWAY}. */
        public long code() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0) & 0xffffffffL;
        }

        public boolean endsStream() {
            return (flags & END_STREAM) != 0;
        }
    }

    /** A received response. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private Http2Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
    }

    /** Opens a connection and sends only the connection preface. */
    public static Http2Wire preface(URI base) throws IOException {
        var wire = new Http2Wire(new Socket(base.getHost(), base.getPort()));
        wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return wire;
    }

    /** Opens a connection, sends the settings, and acknowledges the server's settings without reading them. */
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

    /** Returns the frame of a request without a body. */
    public static byte[] request(int stream, Map<String, String> fields) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, block(fields));
    }

    /** Returns the header fields of a request, to which tests can add fields. */
    public static Map<String, String> fields(String method, URI base, String path) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(":method", method);
        fields.put(":scheme", base.getScheme());
        fields.put(":authority", base.getAuthority());
        fields.put(":path", path);
        return fields;
    }

    /** Encodes header fields without Huffman coding and without the dynamic table (RFC 7541 §6.2.3). */
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

    /** Returns the next frame, or null if the server closed the connection. */
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

    /** Returns the next frame of a type, or null if the server closed the connection first. */
    public Frame next(int type) throws IOException {
        var frame = next();
        while (frame != null && frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /**
     * Returns the response on a stream. Discards responses on other streams that arrive first, and doesn't know header
     * blocks that {@link #next} has read.
     * @throws IOException if the server resets the stream or ends the connection
     */
    public Answer answer(int stream) throws IOException, Http2Exception {
        Http2Headers head = null;
        var body = new ByteArrayOutputStream();
        while (true) {
            var frame = next();
            if (frame == null || frame.type() == GOAWAY) {
                throw new IOException("the server ended the connection without a response");
            }
            // Every header block must be decoded, because the compression state is shared by all streams.
            var fields = frame.type() == HEADERS && (frame.flags() & PADDED) == 0 ? decode(frame) : null;
            if (frame.stream() != stream) {
                continue;
            }
            if (frame.type() == RST_STREAM) {
                throw new IOException("the server reset the stream with error code " + frame.code());
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

    /** Writes a string without Huffman coding (RFC 7541 §5.1 and §5.2). */
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
