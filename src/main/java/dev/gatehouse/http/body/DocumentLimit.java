package dev.gatehouse.http.body;

import dev.gatehouse.platform.GatehouseConfig;
import jakarta.inject.Singleton;

/** How large an OpenAPI document may be. It is the largest of all bodies that are read whole, and is configured. */
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

    /** The limit as texts name it, such as {@code 32 MiB}. */
    public String words() {
        return BodyLimit.document(bytes).words();
    }
}
