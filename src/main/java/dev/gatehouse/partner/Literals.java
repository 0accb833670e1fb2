package dev.gatehouse.partner;

/** Texts as literals of programming languages: whatever a text holds, it stays one text. All are ASCII. */
final class Literals {
    private Literals() {}

    /** For a POSIX shell: nothing is special between single quotes but the quote itself. */
    static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String javaScript(String text) {
        return quoted(text, true);
    }

    /** Java reads Unicode escapes before anything else, so a character that would end the text has an octal one. */
    static String java(String text) {
        return quoted(text, false);
    }

    static String python(String text) {
        return quoted(text, true);
    }

    private static String quoted(String text, boolean hexadecimal) {
        var literal = new StringBuilder("\"");
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                literal.append(c);
            } else if (c <= 0x7f) {
                literal.append(hexadecimal ? "\\x%02x".formatted((int) c) : "\\%03o".formatted((int) c));
            } else {
                literal.append("\\u%04x".formatted((int) c));
            }
        }
        return literal.append('"').toString();
    }
}
