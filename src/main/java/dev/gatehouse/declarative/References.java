// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.problem.ErrorText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What references of a document may read. The operator of the node writes the configuration directory, so its files may
 * name any environment variable and file. An administrator sends the document of a request. Such a document may only
 * name variables that the operator intends for it, so that no administrator reads other secrets of the node.
 */
final class References {
    /** The prefix of the variables that the document of a request may name. */
    static final String OPEN_PREFIX = "GATEHOUSE_SECRET_";

    private static final int MAX_SECRET_FILE = 64 * 1024;

    private final Config config;
    private final @Nullable Path directory;
    private final int largestDocument;
    private final Consumer<Path> noted;

    /**
     * Creates the references of a document.
     *
     * @param directory the directory of the document; null: the document of a request
     * @param largestDocument the maximum size of an OpenAPI document in bytes
     * @param noted is told each file that a reference names
     */
    References(Config config, @Nullable Path directory, int largestDocument, Consumer<Path> noted) {
        this.config = config;
        this.directory = directory;
        this.largestDocument = largestDocument;
        this.noted = noted;
    }

    /** The error of a reference. */
    static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ErrorText why;

        Unresolved(ErrorText why) {
            super(why.inEnglish(), null, false, false);
            this.why = why;
        }

        ErrorText why() {
            return why;
        }
    }

    /** Returns the value of an environment variable. */
    String variable(String name) throws Unresolved {
        if (directory == null && !name.startsWith(OPEN_PREFIX)) {
            throw new Unresolved(DeclarativeErrors.variableForbidden(OPEN_PREFIX));
        }
        return Optional.ofNullable(System.getenv(name))
                .or(() -> config.getOptionalValue(name, String.class))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new Unresolved(DeclarativeErrors.variableMissing(name)));
    }

    /** Returns the text of a file, without the line break at its end. */
    String secretFile(String name) throws Unresolved {
        var bytes = bytes(resolved(name), name, MAX_SECRET_FILE);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("\\r?\\n\\z", "");
        } catch (CharacterCodingException e) {
            throw new Unresolved(DeclarativeErrors.fileUnreadable(name));
        }
    }

    /** Returns the bytes of an OpenAPI document, which must be in the configuration directory. */
    byte[] document(String name) throws Unresolved {
        var path = resolved(name);
        if (directory == null || !path.startsWith(directory.normalize())) {
            throw new Unresolved(DeclarativeErrors.fileOutside());
        }
        return bytes(path, name, largestDocument);
    }

    /** Returns the path of a file that a reference names; relative names begin at the directory. */
    Path resolved(String name) throws Unresolved {
        if (directory == null) {
            throw new Unresolved(DeclarativeErrors.fileForbidden());
        }
        try {
            return directory.normalize().resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new Unresolved(DeclarativeErrors.fileUnreadable(name));
        }
    }

    private byte[] bytes(Path path, String name, int most) throws Unresolved {
        noted.accept(path);
        try (var stream = Files.newInputStream(path)) {
            var bytes = stream.readNBytes(most + 1);
            if (bytes.length <= most) {
                return bytes;
            }
        } catch (IOException unreadable) {
            // The reason may name other files, so the error has only the name in the document.
        }
        throw new Unresolved(DeclarativeErrors.fileUnreadable(name));
    }
}
