// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a JWT, the members of an introspection response, or the metadata of an issuer. The accessors of
 * jose4j's {@code JwtClaims} are not used: they treat null as absent, truncate times to a {@code long}, and put a claim
 * of the wrong type into their message, which may overflow the stack.
 */
record ClaimSet(Map<String, Object> members) {
    private static final double LAST_SECOND = 253_402_300_799d;
    private static final int MAX_NAME = 255;
    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]*[!-~])?");

    /** Parses a JSON object without duplicate names (RFC 7519 §4). Returns empty if the text is not such an object. */
    static Optional<ClaimSet> parse(String json) {
        try {
            return Optional.of(new ClaimSet(JsonUtil.parseJson(json)));
        } catch (JoseException notAnObject) {
            return Optional.empty();
        }
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns a text, or null if the member is missing or not a text. */
    @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** Returns the name of a client or user, or null if the claim is missing or not valid in a header field. */
    @Nullable String name(String claim) {
        var text = text(claim);
        return text != null && text.length() <= MAX_NAME && NAME.matcher(text).matches() ? text : null;
    }

    /** Returns a NumericDate (RFC 7519 §2), or null if the member is missing or not a valid time. */
    @Nullable Instant time(String name) {
        if (!(members.get(name) instanceof Number number)) {
            return null;
        }
        var seconds = number.doubleValue();
        return seconds >= 0 && seconds <= LAST_SECOND ? Instant.ofEpochSecond((long) seconds) : null;
    }

    /** Returns texts that are given as one text or as a list; empty for any other value. */
    List<String> texts(String name) {
        return switch (members.get(name)) {
            case String text -> List.of(text);
            case Collection<?> list
            when list.stream().allMatch(String.class::isInstance) ->
                list.stream().map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }

    /** Returns the words of a text, or the members of a list. */
    Set<String> words(String name) {
        return members.get(name) instanceof String text
                ? Arrays.stream(text.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.copyOf(texts(name));
    }
}
