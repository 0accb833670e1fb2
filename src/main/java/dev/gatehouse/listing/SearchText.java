package dev.gatehouse.listing;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text that is looked for in others, whatever its case. The indexes for it know runs of three characters, so what is
 * shorter is looked for at the beginnings of words, which they know too.
 *
 * @param lower in lower case; empty: nothing is looked for
 */
public record SearchText(String lower) {
    private static final int INDEXED = 3;

    public static SearchText of(@Nullable String typed) {
        return new SearchText(typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT));
    }

    public boolean isEmpty() {
        return lower.isEmpty();
    }

    /** The condition that a text in lower case has it, in HQL, with the parameters of {@link #patterns}. */
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
