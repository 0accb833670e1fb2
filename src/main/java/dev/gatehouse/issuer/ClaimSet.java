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
 * What an issuer says: the claims of a JWT, the members of an introspection response, or its metadata. The accessors of
 * jose4j's {@code JwtClaims} take null for absent, cut times off at a {@code long}, and put a claim of the wrong type into
 * their message, for which the stack may not suffice.
 */
record ClaimSet(Map<String, Object> members) {
    private static final double LAST_SECOND = 253_402_300_799d;
    private static final int MAX_NAME = 255;
    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]*[!-~])?");

    /** Reads a JSON object, in which no name comes twice (RFC 7519 §4); nothing if the text is none. */
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

    /** A text; null if there is none. */
    @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** The name of somebody, which is fit for a header field; null if there is none, or one that is not. */
    @Nullable String name(String claim) {
        var text = text(claim);
        return text != null && text.length() <= MAX_NAME && NAME.matcher(text).matches() ? text : null;
    }

    /** A NumericDate (RFC 7519 §2); null if there is none, or one that is no time. */
    @Nullable Instant time(String name) {
        if (!(members.get(name) instanceof Number number)) {
            return null;
        }
        var seconds = number.doubleValue();
        return seconds >= 0 && seconds <= LAST_SECOND ? Instant.ofEpochSecond((long) seconds) : null;
    }

    /** Texts, as one or as a list; empty if it is anything else. */
    List<String> texts(String name) {
        return switch (members.get(name)) {
            case String text -> List.of(text);
            case Collection<?> list
            when list.stream().allMatch(String.class::isInstance) ->
                list.stream().map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }

    /** The words of a text, or the members of a list. */
    Set<String> words(String name) {
        return members.get(name) instanceof String text
                ? Arrays.stream(text.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.copyOf(texts(name));
    }
}
