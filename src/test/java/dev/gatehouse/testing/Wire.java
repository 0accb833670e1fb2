// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP/1.1 connection at the level of bytes, for requests and checks that an HTTP client library doesn't support.
 */
public final class Wire implements Closeable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /**
     * A received message: header lines in their order, and the body without its framing.
     * @param complete whether the body has the length that its framing announced
     */
    public record Message(String startLine, List<String> headers, byte[] body, boolean complete) {
        public int status() {
            return Integer.parseInt(startLine.split(" ", 3)[1]);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Returns the values of a header. Case doesn't matter. */
        public List<String> values(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        public String value(String name) {
            var values = values(name);
            return values.isEmpty() ? null : values.getFirst();
        }
    }

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MS);
    }

    public static Wire to(URI base) throws IOException {
        return new Wire(new Socket(base.getHost(), base.getPort()));
    }

    static Wire on(Socket accepted) throws IOException {
        return new Wire(accepted);
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Reads one message. Returns null if the other side closed the connection. */
    public Message read() throws IOException {
        var head = readHead();
        return head == null || head.startLine().matches("HTTP/1\\.1 (1\\d\\d|204|304)( .*)?") ? head : readBody(head);
    }

    /**
     * Reads a message without a body, or only the head of a message. Returns null if the other side closed the
     * connection.
     */
    public Message readHead() throws IOException {
        var startLine = line();
        if (startLine == null) {
            return null;
        }
        var headers = new ArrayList<String>();
        for (var line = line(); line != null && !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        return new Message(startLine, headers, new byte[0], true);
    }

    /** Reads the body that belongs to a head. */
    public Message readBody(Message head) throws IOException {
        var body = new ByteArrayOutputStream();
        var complete = true;
        try {
            body(head, body);
        } catch (EOFException | SocketException brokenOff) {
            complete = false;
        }
        return new Message(head.startLine(), head.headers(), body.toByteArray(), complete);
    }

    private void body(Message head, ByteArrayOutputStream body) throws IOException {
        if ("chunked".equals(head.value("Transfer-Encoding"))) {
            while (true) {
                var size = Integer.parseInt(required(line()), 16);
                copy(size, body);
                required(line());
                if (size == 0) {
                    return;
                }
            }
        }
        var length = head.value("Content-Length");
        if (length != null) {
            copy(Long.parseLong(length), body);
        }
    }

    private void copy(long size, ByteArrayOutputStream body) throws IOException {
        for (var left = size; left > 0; ) {
            var bytes = in.readNBytes((int) Math.min(left, 8192));
            if (bytes.length == 0) {
                throw new EOFException();
            }
            body.writeBytes(bytes);
            left -= bytes.length;
        }
    }

    private static String required(String line) throws EOFException {
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    /** Reads a line. Returns null at the end of the stream. */
    public String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return bytes.size() == 0 ? null : bytes.toString(StandardCharsets.ISO_8859_1);
            }
            if (b != '\r') {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the other side has closed the connection, and discards what arrives before. */
    public void awaitClose() throws IOException {
        try {
            while (in.read() >= 0) {
                // The bytes are discarded.
            }
        } catch (SocketException reset) {
            // A reset closes the connection too.
        }
    }

    /** Resets the connection instead of closing it regularly. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
