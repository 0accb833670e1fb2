// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file with one body, in the directory for temporary files. The file has no name after it is opened, so
 * nobody else can read the file, and nothing remains of it when the process ends. Disk operations run on worker threads,
 * in the order of the calls.
 */
final class BodyFile {
    private static final Logger LOG = Logger.getLogger(BodyFile.class);

    private final Context eventLoop;
    private final Runnable released;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable FileChannel channel;

    /**
     * Creates the file with the first operation.
     *
     * @param released is called once, after the file is closed
     */
    BodyFile(Context eventLoop, Runnable released) {
        this.eventLoop = eventLoop;
        this.released = released;
    }

    Future<Void> append(Buffer more) {
        return eventLoop.executeBlocking(() -> {
            var bytes = ByteBuffer.wrap(more.getBytes());
            var open = open();
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            return null;
        });
    }

    /** Returns the content from the first byte on. */
    Future<InputStream> content() {
        return eventLoop.executeBlocking(() -> Channels.newInputStream(open().position(0)));
    }

    private FileChannel open() throws IOException {
        var open = channel;
        if (open == null) {
            open = FileChannel.open(
                    Files.createTempFile("gatehouse-body", null),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    /** Removes the file, after the operations before. */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        eventLoop
                .executeBlocking(() -> {
                    if (channel != null) {
                        channel.close();
                    }
                    return null;
                })
                .onFailure(failure -> LOG.warn("A temporary file cannot be removed", failure))
                .onComplete(done -> released.run());
    }
}
