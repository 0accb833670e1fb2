// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A file for an import into Postman.
 *
 * @param fileName a name that is valid on every file system; may contain non-ASCII characters
 */
record PostmanExport<T>(String fileName, T content) {

    /** Returns the {@code Content-Disposition} for a download (RFC 6266 §4.3, §5). */
    String disposition() {
        var ascii = fileName.replaceAll("[^ -~]", "_");
        var plain = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(fileName) ? plain : plain + "; filename*=UTF-8''" + extended(fileName);
    }

    static String safe(String name) {
        var safe = name.replaceAll("[\\p{Cntrl}\\p{Cf}\"*/:<>?\\\\|%]", "_").replaceAll("^\\.+", "_");
        return safe.isBlank() ? "client" : safe;
    }

    /** Percent-encodes all characters except letters, digits and those that need no encoding (RFC 8187 §3.2.1). */
    private static String extended(String text) {
        var encoded = new StringBuilder();
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
