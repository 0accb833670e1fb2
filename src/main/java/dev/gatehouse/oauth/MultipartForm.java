// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text fields of a {@code multipart/form-data} body (RFC 7578, RFC 2046 §5.1.1). Bodies with files or with an
 * ambiguous structure are rejected. The body is in memory, so the size of the body bounds the work.
 */
public final class MultipartForm {
    private static final String CRLF = "\r\n";
    private static final String END_OF_HEAD = CRLF + CRLF;
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");
    private static final Pattern END = Pattern.compile("--[ \\t]*(?:\\r\\n.*)?", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("form-data; *name=(?:\"([^\"\\\\]*)\"|([^\";\\s]+))");

    private MultipartForm() {}

    /**
     * Returns the fields of a body, or empty if the body is malformed, contains a file or is not UTF-8.
     *
     * @param boundary the {@code boundary} parameter of the media type
     */
    public static Optional<List<Map.Entry<String, String>>> parse(byte[] body, String boundary) {
        if (!BOUNDARY.matcher(boundary).matches()) {
            return Optional.empty();
        }
        // One char per byte, so that positions in the text are positions in the body.
        var text = CRLF + new String(body, StandardCharsets.ISO_8859_1);
        var delimiter = CRLF + "--" + boundary;
        var fields = new ArrayList<Map.Entry<String, String>>();
        var at = text.indexOf(delimiter);
        while (at >= 0) {
            var start = at + delimiter.length();
            if (text.startsWith("--", start)) {
                return END.matcher(text).region(start, text.length()).matches()
                        ? Optional.of(fields)
                        : Optional.empty();
            }
            var next = text.indexOf(delimiter, start);
            var field = next < 0 || !text.startsWith(CRLF, start)
                    ? Optional.<Map.Entry<String, String>>empty()
                    : field(text.substring(start, next));
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
            at = next;
        }
        return Optional.empty();
    }

    /**
     * Parses one part.
     *
     * @param part the header fields, each after a line break, then an empty line and the value
     */
    private static Optional<Map.Entry<String, String>> field(String part) {
        var endOfHead = part.indexOf(END_OF_HEAD);
        if (endOfHead < 0) {
            return Optional.empty();
        }
        var value = utf8(part.substring(endOfHead + END_OF_HEAD.length()));
        return name(part.substring(0, endOfHead)).flatMap(name -> value.map(text -> Map.entry(name, text)));
    }

    private static Optional<String> name(String head) {
        var names = new ArrayList<String>();
        for (var line : head.split(CRLF, -1)) {
            var colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("content-disposition")) {
                var field = FIELD.matcher(line.substring(colon + 1).strip());
                if (!field.matches()) {
                    return Optional.empty();
                }
                names.add(field.group(1) == null ? field.group(2) : field.group(1));
            }
        }
        return names.size() == 1 ? utf8(names.getFirst()) : Optional.empty();
    }

    private static Optional<String> utf8(String bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
