// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.problem.InvisibleCharacters;
import dev.gatehouse.problem.WhiteSpace;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Names that the server accepts, made of any foreign names. They have fewer characters than the rules of the server
 * allow. A result is empty if nothing of the name is left.
 */
final class Names {
    static final int MAX = 100;

    private static final String REPLACEMENT = "-";
    private static final String OF_CLIENTS = " ._~-+#@*!?=|$%^[]{}";

    private Names() {}

    static String clientId(String foreign) {
        return cut(
                replaced(foreign.strip(), c -> isAsciiLetterOrDigit(c) || c == '.' || c == '_' || c == '~' || c == '-'),
                MAX);
    }

    static String clientName(String foreign) {
        return cut(replaced(spaced(foreign), Names::isOfClients), MAX);
    }

    static String version(String foreign) {
        return cut(replaced(spaced(foreign), Names::isOfClients), 50);
    }

    static String scope(String foreign) {
        var name = replaced(foreign.strip(), c -> ScopeNames.isScopeCharacter(c) && c != ',');
        return cut(name.toLowerCase(Locale.ROOT).startsWith("gatehouse.") ? "imported-" + name : name, MAX);
    }

    /** Returns a name that people see, of a group or a project. */
    static String visible(String foreign) {
        return cut(replaced(spaced(foreign), Names::isVisible), MAX);
    }

    /** Returns a segment of a URL. */
    static String segment(String foreign) {
        var name = replaced(foreign.strip(), c -> isAsciiLetterOrDigit(c) || c == '_' || c == '-');
        return cut(name.replaceFirst("^[^A-Za-z0-9]+", ""), 63);
    }

    /** Returns a text without characters that no text may have, and within a length. */
    static String text(String foreign, int most) {
        return cut(replaced(spaced(foreign), c -> Character.getType(c) != Character.SURROGATE), most);
    }

    /** Returns a name that is not taken: the name itself, or with the first free number. */
    static String unique(String name, int most, Predicate<String> isTaken) {
        if (!isTaken.test(name)) {
            return name;
        }
        for (var number = 2; ; number++) {
            var other = cut(name, most - 6) + REPLACEMENT + number;
            if (!isTaken.test(other)) {
                return other;
            }
        }
    }

    private static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isOfClients(int c) {
        return c < 0x80 ? isAsciiLetterOrDigit(c) || OF_CLIENTS.indexOf(c) >= 0 : isVisible(c);
    }

    private static boolean isVisible(int c) {
        return Character.getType(c) != Character.SURROGATE && !InvisibleCharacters.areIn(Character.toString(c));
    }

    /** Replaces control characters, line breaks and unusual spaces by a space. */
    private static String spaced(String text) {
        var spaced = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || WhiteSpace.isLineSeparator(c)
                        ? ' '
                        : c)
                .forEach(spaced::appendCodePoint);
        return spaced.toString().strip();
    }

    private static String replaced(String text, IntPredicate isAllowed) {
        var replaced = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isAllowed.test(c)) {
                replaced.appendCodePoint(c);
            } else {
                replaced.append(REPLACEMENT);
            }
        });
        return replaced.chars().allMatch(c -> c == '-') ? "" : replaced.toString();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end).strip();
    }
}
