package dev.gatehouse.console;

import dev.gatehouse.platform.DocumentLimit;
import dev.gatehouse.platform.ProblemException;
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
 * A document on its way from a form through its preview to the confirmation. No browser fills in a file twice, and nothing
 * of it is stored before it is confirmed: so it travels in a hidden field of the pages between, byte for byte and
 * compressed, which is a small part of its size.
 */
final class CarriedDocument {
    private final String name;
    private final byte[] bytes;

    private CarriedDocument(String name, byte[] bytes, DocumentLimit limit) {
        if (bytes.length > limit.bytes()) {
            throw ProblemException.invalid("file", ConsoleErrors.documentTooLarge(limit.words()));
        }
        this.name = name;
        this.bytes = bytes;
    }

    /** A file that was chosen. */
    static CarriedDocument uploaded(String name, byte[] bytes, DocumentLimit limit) {
        return new CarriedDocument(name, bytes, limit);
    }

    /** A text that was pasted. */
    static CarriedDocument pasted(String text, DocumentLimit limit) {
        return new CarriedDocument("", text.getBytes(StandardCharsets.UTF_8), limit);
    }

    /**
     * What {@link #encoded} made.
     *
     * @throws ProblemException when it is something else
     */
    static CarriedDocument decoded(@Nullable String name, String encoded, DocumentLimit limit) {
        try (var in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded)))) {
            return new CarriedDocument(name == null ? "" : name, in.readNBytes(limit.bytes() + 1), limit);
        } catch (IOException | IllegalArgumentException broken) {
            throw ProblemException.invalid("file", ConsoleErrors.documentDamaged());
        }
    }

    /** For a hidden field. */
    String encoded() {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /** The file's, empty for a text that was pasted. */
    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
