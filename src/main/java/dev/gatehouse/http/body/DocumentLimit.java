// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import dev.gatehouse.platform.GatehouseConfig;
import jakarta.inject.Singleton;

/** The configured maximum size of an OpenAPI document, the largest body that is read into memory. */
@Singleton
public class DocumentLimit {
    private static final int LARGEST = 1024 * 1024 * 1024;

    private final int bytes;

    DocumentLimit(GatehouseConfig config) {
        this.bytes = (int) Math.min(config.maxDocument().asLongValue(), LARGEST);
    }

    public int bytes() {
        return bytes;
    }

    /** Returns the limit as text, for example {@code 32 MiB}. */
    public String words() {
        return BodyLimit.document(bytes).words();
    }
}
