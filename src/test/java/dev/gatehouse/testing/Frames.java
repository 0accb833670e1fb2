package dev.gatehouse.testing;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** HTTP/2 in the clear, frame by frame (RFC 9113 §6), so that a request may be one that no client would send. */
public final class Frames {
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM_AND_HEADERS = 0x5;
    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_LENGTH = 5;
    private static final int PATIENCE_MS = 20_000;

    private Frames() {}

    /** The status of the answer to a GET with one more field, which may be a pseudo-header field. */
    public static int statusOf(URI base, String path, String token, String name, String value)
            throws IOException, Http2Exception {
        return statusOf(base, path, token, Map.of(name, value));
    }

    /** The same with several fields. */
    public static int statusOf(URI base, String path, String token, Map<String, String> more)
            throws IOException, Http2Exception {
        var fields = new LinkedHashMap<String, String>();
        fields.put(":method", "GET");
        fields.put(":scheme", "http");
        fields.put(":authority", base.getAuthority());
        fields.put(":path", path);
        fields.put("authorization", "Bearer " + token);
        fields.putAll(more);
        var block = new ByteArrayOutputStream();
        fields.forEach((field, is) -> {
            block.write(0x10);
            string(block, field);
            string(block, is);
        });
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            var out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(SETTINGS, 0, 0, new byte[0]));
            out.write(frame(HEADERS, END_STREAM_AND_HEADERS, 1, block.toByteArray()));
            return status(new DataInputStream(socket.getInputStream()));
        }
    }

    private static int status(DataInputStream in) throws IOException, Http2Exception {
        while (true) {
            var lengthAndType = in.readInt();
            var type = lengthAndType & 0xff;
            var flags = in.readUnsignedByte();
            in.readInt();
            var payload = in.readNBytes(lengthAndType >>> 8);
            if (type == RST_STREAM || type == GOAWAY) {
                throw new IOException("no answer but a frame of type " + type);
            }
            if (type == HEADERS && (flags & PADDED) == 0) {
                var skipped = (flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH;
                var block = Unpooled.wrappedBuffer(payload, skipped, payload.length - skipped);
                return Integer.parseInt(new DefaultHttp2HeadersDecoder()
                        .decodeHeaders(1, block)
                        .status()
                        .toString());
            }
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        number(frame, payload.length, 3);
        frame.write(type);
        frame.write(flags);
        number(frame, stream, 4);
        frame.writeBytes(payload);
        return frame.toByteArray();
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
}
