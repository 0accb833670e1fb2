// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import java.util.Locale;

/**
 * A configuration file that a command sends.
 *
 * @param name the name for errors
 * @param bytes the content, which only the server reads
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are only sent.
public record ConfigurationFile(String name, byte[] bytes) {

    /** Returns the media type. A file whose name does not end in {@code .json} is YAML, which includes JSON. */
    String mediaType() {
        return isJson(name) ? "application/json" : "application/yaml";
    }

    /** Returns whether a file with this name contains JSON. */
    public static boolean isJson(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }
}
