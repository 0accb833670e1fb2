// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** A server that a test runs as a process on a free port of 127.0.0.1. */
public final class ServerProcess implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;

    /** Builds the command that starts the server on a port. */
    interface Program {
        ProcessBuilder on(int port) throws IOException;
    }

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts the server and returns when it listens. Another process may take the free port first, so a server that
     * exits immediately is started again on another port.
     * @param logs the file for the server's output, and the log files that the server writes
     */
    static ServerProcess start(String name, Duration atMost, List<Path> logs, Program program) throws IOException {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var port = freePort();
            var process = program.on(port)
                    .redirectErrorStream(true)
                    .redirectOutput(logs.getFirst().toFile())
                    .start();
            var server = new ServerProcess(process, port);
            try {
                await().atMost(atMost).until(() -> !process.isAlive() || server.listens());
            } catch (ConditionTimeoutException timeout) {
                server.close();
                throw new AssertionError(name + " does not listen:\n" + read(logs), timeout);
            }
            if (process.isAlive()) {
                return server;
            }
        }
        throw new AssertionError(name + " exits immediately:\n" + read(logs));
    }

    /** Returns a port that is free now. Another process may take the port before the caller does. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the text of those files that exist. */
    static String read(List<Path> logs) {
        return logs.stream().filter(Files::exists).map(ServerProcess::read).collect(Collectors.joining());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return port;
    }

    /** Returns the URL of a path. */
    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
