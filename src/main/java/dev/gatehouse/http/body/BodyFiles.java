// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The temporary files of this node for large bodies: at most {@value #FILES} at a time. */
@Singleton
class BodyFiles {
    private static final int FILES = 2;

    private final Semaphore free = new Semaphore(FILES);

    /** Returns a new file, or null if all files are in use. */
    @Nullable BodyFile open(Context eventLoop) {
        return free.tryAcquire() ? new BodyFile(eventLoop, free::release) : null;
    }
}
