// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.ConsoleErrors;
import dev.gatehouse.http.body.DocumentLimit;
import dev.gatehouse.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI document between upload, preview and confirmation. Browsers do not keep a selected file, and the server
 * stores nothing before the confirmation. Therefore the document is sent along in a hidden field, compressed and
 * otherwise unchanged.
 */
final class UploadedDocument {
    private final String name;
    private final byte[] bytes;

    private UploadedDocument(String name, byte[] bytes, DocumentLimit limit) {
        if (bytes.length > limit.bytes()) {
            throw ProblemException.invalid("file", ConsoleErrors.documentTooLarge(limit.words()));
        }
        this.name = name;
        this.bytes = bytes;
    }

    /** Returns the document of an uploaded file. */
    static UploadedDocument uploaded(String name, byte[] bytes, DocumentLimit limit) {
        return new UploadedDocument(name, bytes, limit);
    }

    /** Returns the document of a pasted text. */
    static UploadedDocument pasted(String text, DocumentLimit limit) {
        return new UploadedDocument("", text.getBytes(StandardCharsets.UTF_8), limit);
    }

    /**
     * Returns the document of {@link #encoded} data.
     *
     * @throws ProblemException if the data is invalid
     */
    static UploadedDocument decoded(@Nullable String name, String encoded, DocumentLimit limit) {
        try (var in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded)))) {
            return new UploadedDocument(name == null ? "" : name, in.readNBytes(limit.bytes() + 1), limit);
        } catch (IOException | IllegalArgumentException broken) {
            throw ProblemException.invalid("file", ConsoleErrors.documentDamaged());
        }
    }

    /** Returns the compressed document for a hidden field. */
    String encoded() {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /** Returns the name of the file; empty for a pasted text. */
    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
