// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search text, ignoring case. The trigram indexes find texts of three or more characters anywhere. Shorter texts are
 * searched at the starts of words, which the indexes also support.
 *
 * @param lower the text in lower case; empty without a search
 */
public record SearchText(String lower) {
    private static final int INDEXED = 3;

    public static SearchText of(@Nullable String typed) {
        return new SearchText(typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT));
    }

    public boolean isEmpty() {
        return lower.isEmpty();
    }

    /**
     * Returns the HQL condition that a text in lower case contains the search text, with the parameters of
     * {@link #patterns}.
     */
    public String condition(String lowerCase) {
        return isShort()
                ? "(%1$s like :start escape '!' or %1$s like :word escape '!')".formatted(lowerCase)
                : lowerCase + " like :part escape '!'";
    }

    public Map<String, String> patterns() {
        var literal = lower.replaceAll("[!%_]", "!$0");
        return isShort()
                ? Map.of("start", literal + "%", "word", "% " + literal + "%")
                : Map.of("part", "%" + literal + "%");
    }

    private boolean isShort() {
        return lower.codePointCount(0, lower.length()) < INDEXED;
    }
}
