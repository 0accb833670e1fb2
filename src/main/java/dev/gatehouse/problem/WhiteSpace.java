// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

/**
 * White space around a typed text. Unlike {@link String#strip}, the line and paragraph separators U+2028 and U+2029
 * belong to the text, so that the rules of a field see and reject them.
 */
public final class WhiteSpace {
    private WhiteSpace() {}

    public static String strip(String text) {
        var begin = 0;
        var end = text.length();
        while (begin < end && isAround(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isAround(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    public static boolean isBlank(String text) {
        return strip(text).isEmpty();
    }

    /** Returns whether a character is U+2028 or U+2029. */
    public static boolean isLineSeparator(int c) {
        return c == '\u2028' || c == '\u2029';
    }

    private static boolean isAround(char c) {
        return Character.isWhitespace(c) && !isLineSeparator(c);
    }
}
