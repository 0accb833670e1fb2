package dev.gatehouse.token;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text that is looked for in names, whatever its case. The index on token names knows runs of three characters, so what
 * is shorter is looked for at the beginnings of words, which it knows too.
 *
 * @param lower in lower case; empty: nothing is looked for
 */
record SearchText(String lower) {
    private static final int INDEXED = 3;

    static SearchText of(@Nullable String typed) {
        return new SearchText(typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT));
    }

    boolean isEmpty() {
        return lower.isEmpty();
    }

    /** The condition that a name has it, in HQL, with the parameters of {@link #patterns}. */
    String condition(String lowerCaseName) {
        return isShort()
                ? "(%1$s like :start escape '!' or %1$s like :word escape '!')".formatted(lowerCaseName)
                : lowerCaseName + " like :part escape '!'";
    }

    Map<String, String> patterns() {
        var literal = lower.replaceAll("[!%_]", "!$0");
        return isShort()
                ? Map.of("start", literal + "%", "word", "% " + literal + "%")
                : Map.of("part", "%" + literal + "%");
    }

    private boolean isShort() {
        return lower.codePointCount(0, lower.length()) < INDEXED;
    }
}
