// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import java.util.function.IntFunction;

/**
 * Converts texts to literals of programming languages, so that no text can end its literal. All literals except the
 * shell's are ASCII.
 */
final class Literals {
    private Literals() {}

    /** Returns a literal of a POSIX shell. Between single quotes, only the quote itself is special. */
    static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String javaScript(String text) {
        return quoted(text, Literals::codeUnits);
    }

    /**
     * Returns a Java literal. Java reads Unicode escapes before it parses literals, so characters that could end the
     * literal get octal escapes.
     */
    static String java(String text) {
        return quoted(text, c -> c < 0x80 ? "\\%03o".formatted(c) : codeUnits(c));
    }

    static String python(String text) {
        return quoted(text, Literals::codePoint);
    }

    /**
     * Returns a C# literal. The escape {@code \x} is not used, because it takes up to four digits and could include
     * following letters.
     */
    static String csharp(String text) {
        return quoted(text, Literals::codeUnits);
    }

    /** Returns a Go literal. Go has no escape for half of a surrogate pair, which is not a character. */
    static String go(String text) {
        return quoted(text, c -> codePoint(c <= 0xffff && Character.isSurrogate((char) c) ? 0xfffd : c));
    }

    private static String codeUnits(int c) {
        var escapes = new StringBuilder();
        for (var unit : Character.toChars(c)) {
            escapes.append("\\u%04x".formatted((int) unit));
        }
        return escapes.toString();
    }

    private static String codePoint(int c) {
        return (c > 0xffff ? "\\U%08x" : "\\u%04x").formatted(c);
    }

    private static String quoted(String text, IntFunction<String> escape) {
        var literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7f) {
                literal.append((char) c);
            } else {
                literal.append(escape.apply(c));
            }
        });
        return literal.append('"').toString();
    }
}
