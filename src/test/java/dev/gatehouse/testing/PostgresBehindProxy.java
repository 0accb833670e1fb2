// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The test database behind a proxy that simulates a failover. The proxy drops all packets of the open connections
 * without closing them and rejects new connections.
 */
public final class PostgresBehindProxy implements QuarkusTestResourceLifecycleManager {
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private int target;
    private int port;
    private ServerSocket door;
    private volatile boolean gone;

    @Override
    public Map<String, String> start() {
        var direct = URI.create(PostgresResource.jdbcUrl().substring("jdbc:".length()));
        target = direct.getPort();
        open(0);
        port = door.getLocalPort();
        var properties = new HashMap<>(new PostgresResource().start());
        properties.put(
                "quarkus.datasource.jdbc.url",
                PostgresResource.jdbcUrl().replaceFirst(":" + target + "/", ":" + port + "/"));
        return properties;
    }

    @Override
    public void inject(Object test) {
        for (var field : test.getClass().getDeclaredFields()) {
            if (field.getType().getName().equals(PostgresBehindProxy.class.getName())) {
                try {
                    field.setAccessible(true);
                    field.set(test, this);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Override
    public void stop() {
        close(door);
        sockets.forEach(PostgresBehindProxy::close);
    }

    /** Drops all further packets and rejects new connections. */
    public void vanish() {
        gone = true;
        close(door);
    }

    /** Accepts new connections. The connections from before the failover stay silent. */
    public void comeBack() {
        gone = false;
        open(port);
    }

    private void open(int at) {
        try {
            var opened = new ServerSocket(at, 100, InetAddress.ofLiteral("127.0.0.1"));
            door = opened;
            Thread.ofVirtual().start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                var caller = opened.accept();
                var server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
                sockets.add(caller);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(caller, server));
                Thread.ofVirtual().start(() -> pass(server, caller));
            } catch (IOException closed) {
                // The loop ends if the server socket was closed.
            }
        }
    }

    /** Forwards bytes. A connection that has dropped bytes stays silent. */
    private void pass(Socket from, Socket to) {
        try {
            var buffer = new byte[8192];
            for (var read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (gone || !sockets.contains(from)) {
                    sockets.remove(from);
                    sockets.remove(to);
                } else {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException broken) {
            // A broken connection is treated like a closed one.
        }
        if (!gone && sockets.contains(from)) {
            close(to);
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
