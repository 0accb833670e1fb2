// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON or YAML text into maps, lists and scalars, as a stream and only the requested parts, within limits for
 * any input. A returned map may contain itself, so it must not be printed or traversed completely.
 */
final class OpenApiText {
    private static final String FIELD = "document";
    static final int MAX_DEPTH = 200;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The YAML parser's time grows quadratically with the length of a line. */
    private static final int MAX_LINE = 1_000_000;

    private final byte[] bytes;
    private final boolean json;

    /**
     * Checks the bytes of a document.
     *
     * @param json whether the text was sent as JSON; other texts that begin with a brace are also read as JSON
     * @throws ProblemException if the text is empty or not UTF-8
     */
    OpenApiText(byte[] bytes, boolean json) {
        this.bytes = bytes;
        var seen = Seen.of(bytes);
        if (seen.first == 0) {
            throw refused(ImportErrors.empty());
        }
        this.json = json || seen.first == '{';
        if (!this.json && seen.longestLine > MAX_LINE) {
            throw refused(ImportErrors.longLine(MAX_LINE));
        }
    }

    /**
     * The result of scanning all characters.
     *
     * @param first the first character that is not white space; 0 if there is none
     * @param longestLine the length of the longest line in characters
     */
    private record Seen(char first, int longestLine) {
        static Seen of(byte[] bytes) {
            var first = (char) 0;
            var line = 0;
            var longest = 0;
            var buffer = new char[8192];
            try (var reader = reader(bytes)) {
                for (var read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                    for (var i = 0; i < read; i++) {
                        var c = buffer[i];
                        if (first == 0 && !Character.isWhitespace(c)) {
                            first = c;
                        }
                        line = c == '\n' || c == '\r' ? 0 : line + 1;
                        longest = Math.max(longest, line);
                    }
                }
            } catch (CharacterCodingException e) {
                throw refused(ImportErrors.notUtf8());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Seen(first, longest);
        }
    }

    /**
     * Returns the requested parts of the text, which must be a mapping.
     *
     * @throws ProblemException if the text is malformed or not a mapping
     */
    Map<?, ?> read(DocumentParts parts) {
        if ((json ? json(parts) : yaml(parts)) instanceof Map<?, ?> mapping) {
            return mapping;
        }
        throw refused(ImportErrors.notAnObject());
    }

    private static Reader reader(byte[] bytes) throws IOException {
        var reader = new InputStreamReader(
                new ByteArrayInputStream(bytes),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        var hasMark = bytes.length >= 3
                && (bytes[0] & 0xff) == 0xef
                && (bytes[1] & 0xff) == 0xbb
                && (bytes[2] & 0xff) == 0xbf;
        if (hasMark && reader.read() != BYTE_ORDER_MARK) {
            throw new IllegalStateException("no mark");
        }
        return reader;
    }

    private @Nullable Object json(DocumentParts parts) {
        try (var reader = reader(bytes)) {
            return JsonTree.read(reader, MAX_DEPTH, parts);
        } catch (JsonTree.TooMuch e) {
            throw refused(ImportErrors.tooManyValues(DocumentParts.Budget.MAX_VALUES));
        } catch (StreamConstraintsException e) {
            throw refused(ImportErrors.tooDeep(MAX_DEPTH));
        } catch (JsonEOFException e) {
            throw refused(ImportErrors.jsonEndsEarly(e.getLocation().getLineNr()));
        } catch (JsonProcessingException e) {
            var line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw refused(ImportErrors.malformedJson(
                    line, e.getOriginalMessage().lines().findFirst().orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object yaml(DocumentParts parts) {
        try (var reader = reader(bytes)) {
            return YamlTree.read(reader, bytes.length, MAX_DEPTH, parts);
        } catch (YamlTree.Malformed e) {
            throw refused(ImportErrors.malformedYaml(e.why()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException refused(ErrorText why) {
        return ProblemException.invalidOutsideBody(FIELD, why);
    }
}
