// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A position in a sorted list: after the row with the given ID and sort values. The text of a cursor is opaque to
 * clients and untrusted, because clients can send any text.
 *
 * @param sort the sort order of the list
 */
public record Cursor(String sort, List<String> values, UUID id) {
    private static final String SEPARATOR = "\n";
    private static final int MAX_LENGTH = 8000;

    public Cursor {
        values = List.copyOf(values);
    }

    public String text() {
        var parts = new ArrayList<String>();
        parts.add(sort);
        parts.add(id.toString());
        parts.addAll(values);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the cursor of a text from {@link #text}, or empty for any other text. */
    public static Optional<Cursor> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
            var parts = List.of(decoded.split(SEPARATOR, -1));
            return parts.size() < 2 || parts.stream().anyMatch(part -> part.indexOf('\0') >= 0)
                    ? Optional.empty()
                    : Optional.of(
                            new Cursor(parts.get(0), parts.subList(2, parts.size()), UUID.fromString(parts.get(1))));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
