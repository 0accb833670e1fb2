// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 service on a loopback port, with any valid or invalid behaviour that a test needs. */
public final class Upstream implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final Reply NOTHING_TO_SAY =
            (call, connection) -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    private final ServerSocket server;
    private final URI address;
    private final Map<String, Reply> behaviours = new ConcurrentHashMap<>();
    private final Map<String, Behaviour> behavioursOnHead = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Wire.Message> calls = new LinkedBlockingQueue<>();

    /** The behaviour on a connection with a new call. */
    public interface Behaviour {
        void answer(Wire connection) throws Exception;
    }

    /** The behaviour after a call was read. */
    public interface Reply {
        void answer(Wire.Message call, Wire connection) throws Exception;
    }

    private Upstream(ServerSocket server, String scheme, String host) {
        this.server = server;
        this.address = URI.create(scheme + "://" + host + ":" + server.getLocalPort());
    }

    public static Upstream start() {
        try {
            var server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
            return start(new Upstream(server, "http", "127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a service with TLS. Its name is that of the certificate. */
    public static Upstream start(ThrowawayCertificate certificate) throws IOException, GeneralSecurityException {
        var server = certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        return start(new Upstream(server, "https", ThrowawayCertificate.HOST));
    }

    private static Upstream start(Upstream upstream) {
        Thread.ofVirtual().name("upstream").start(upstream::accept);
        return upstream;
    }

    public URI address() {
        return address;
    }

    /** Returns the number of calls that the test has not taken yet. */
    public int callsWaiting() {
        return calls.size();
    }

    /** Sets the behaviour for calls whose target begins with a text. All other calls get an empty 200. */
    public void on(String target, Behaviour behaviour) {
        onCall(target, (call, connection) -> behaviour.answer(connection));
    }

    /** Sets the reply, depending on the call, for calls whose target begins with a text. */
    public void onCall(String target, Reply reply) {
        behaviours.put(target, reply);
    }

    /** Sets the behaviour, after the head was read, for calls whose target begins with a text. */
    public void onHead(String target, Behaviour behaviour) {
        behavioursOnHead.put(target, behaviour);
    }

    /** Sets the bytes of the response to calls whose target begins with a text. */
    public void on(String target, String answer) {
        on(target, connection -> connection.send(answer));
    }

    /** Waits for the next call that the test has not taken yet. */
    public Wire.Message nextCall() throws InterruptedException {
        var call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("the upstream got no call");
        }
        return call;
    }

    /** Returns whether there is a call that the test has not taken yet. */
    public boolean wasCalled() {
        return !calls.isEmpty();
    }

    /** Returns the number of open connections. */
    public int openConnections() {
        return open.size();
    }

    /** Discards the calls that the test has not taken yet. */
    public void forgetCalls() {
        calls.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var accepted = server.accept();
                Thread.ofVirtual().start(() -> serve(accepted));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        open.add(accepted);
        try (var connection = Wire.on(accepted)) {
            for (var head = connection.readHead(); head != null; head = connection.readHead()) {
                var startLine = head.startLine().split(" ");
                if (startLine.length < 2) {
                    // The rest of a body whose call was answered before the body's end.
                    return;
                }
                var target = startLine[1];
                var onHead = behaviour(behavioursOnHead, target);
                if (onHead == null) {
                    var call = connection.readBody(head);
                    calls.add(call);
                    var behaviour = behaviour(behaviours, target);
                    (behaviour == null ? NOTHING_TO_SAY : behaviour).answer(call, connection);
                } else {
                    calls.add(head);
                    onHead.answer(connection);
                }
                if (accepted.isClosed()) {
                    return;
                }
            }
        } catch (IOException brokenOff) {
            // The gateway may end the connection, and some tests expect the gateway to do so.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            open.remove(accepted);
        }
    }

    private static <T> @Nullable T behaviour(Map<String, T> behaviours, String target) {
        return behaviours.entrySet().stream()
                .filter(entry -> target.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
