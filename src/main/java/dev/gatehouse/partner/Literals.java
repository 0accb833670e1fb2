// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import java.util.function.IntFunction;

/** Texts as literals of programming languages: whatever a text holds, it stays one text. All but the shell's are ASCII. */
final class Literals {
    private Literals() {}

    /** For a POSIX shell: nothing is special between single quotes but the quote itself. */
    static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String javaScript(String text) {
        return quoted(text, Literals::codeUnits);
    }

    /** Java reads Unicode escapes before anything else, so a character that would end the text has an octal one. */
    static String java(String text) {
        return quoted(text, c -> c < 0x80 ? "\\%03o".formatted(c) : codeUnits(c));
    }

    static String python(String text) {
        return quoted(text, Literals::codePoint);
    }

    /** C# has no escape of two digits: {@code \x} takes up to four, and with them letters that follow. */
    static String csharp(String text) {
        return quoted(text, Literals::codeUnits);
    }

    /** Go has no escape for half of a surrogate pair, which is no character. */
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
