// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import java.util.Locale;

/**
 * Text that a terminal shows and never interprets. Names and details come from other users, so they could contain
 * escape sequences that move the cursor, or marks that reverse the direction of the text.
 */
public final class PlainText {
    private PlainText() {}

    /** Returns a text in one line, with control characters, bidirectional marks and lone surrogates as Unicode escapes. */
    public static String of(String text) {
        return text.codePoints().allMatch(PlainText::isHarmless) ? text : escaped(text, false);
    }

    /**
     * Returns a JSON document that has the same values. JSON itself escapes the controls up to U+001F within strings;
     * this method escapes the others, which JSON allows, and removes carriage returns between values.
     */
    public static String ofJson(String document) {
        return document.codePoints().allMatch(character -> isWhitespaceOfJson(character) || isHarmless(character))
                ? document
                : escaped(document, true);
    }

    /** Returns the number of columns that a terminal needs for a text. */
    public static int columns(String text) {
        return text.codePoints().map(PlainText::columns).sum();
    }

    private static String escaped(String text, boolean json) {
        var plain = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isHarmless(character) || (json && isWhitespaceOfJson(character))) {
                plain.appendCodePoint(character);
            } else if (json && character == '\r') {
                return;
            } else if (!json && character == '\n') {
                plain.append("\\n");
            } else {
                for (char unit : Character.toChars(character)) {
                    plain.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return plain.toString();
    }

    private static boolean isWhitespaceOfJson(int character) {
        return character == '\n' || character == '\t';
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> !isBidirectional(character);
            default -> true;
        };
    }

    private static boolean isBidirectional(int character) {
        return character == 0x061c
                || character == 0x200e
                || character == 0x200f
                || (character >= 0x202a && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069);
    }

    private static int columns(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
            default -> character >= 0x1f300 && character <= 0x1faff;
        };
    }
}
