package dev.gatehouse.adminapi;

/**
 * Header field names as a server may read them. CGI, and whatever follows it, replaces every character that is no letter
 * or digit (RFC 3875 §4.1.18), so that {@code X.Gatehouse.Client} and {@code X_Gatehouse_Client} arrive as
 * {@code X-Gatehouse-Client}. Rules about a field therefore apply to its plain name.
 */
public final class FieldNames {
    /** What servers put before the name of a field to make the name of a variable. */
    private static final String[] VARIABLE_PREFIXES = {"http", "redirect"};

    private FieldNames() {}

    /**
     * The letters and digits of a field name, in lower case, without the prefixes of a CGI variable: {@code authorization}
     * for {@code Authorization} as well as for {@code REDIRECT_HTTP_AUTHORIZATION}.
     */
    public static String plain(String name) {
        var plain = new StringBuilder(name.length());
        for (var i = begin(name); i < name.length(); i++) {
            var c = name.charAt(i);
            if (isLetterOrDigit(c)) {
                plain.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
            }
        }
        return plain.toString();
    }

    /** Whether a server may read one name as the other. */
    public static boolean areAlike(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static int begin(String name) {
        var begin = afterSeparators(name, 0);
        for (var next = afterPrefix(name, begin); next > begin; next = afterPrefix(name, begin)) {
            begin = next;
        }
        return begin;
    }

    /** Where the name goes on after a prefix and its separator; the same place if there is none, or nothing after it. */
    private static int afterPrefix(String name, int from) {
        for (var prefix : VARIABLE_PREFIXES) {
            var end = from + prefix.length();
            if (name.regionMatches(true, from, prefix, 0, prefix.length())
                    && end < name.length()
                    && !isLetterOrDigit(name.charAt(end))) {
                var next = afterSeparators(name, end);
                return next < name.length() ? next : from;
            }
        }
        return from;
    }

    private static int afterSeparators(String name, int from) {
        var at = from;
        while (at < name.length() && !isLetterOrDigit(name.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
