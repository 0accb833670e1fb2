// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import java.util.Set;

/**
 * Names of header fields as servers may interpret them. CGI and similar interfaces replace every character other than
 * letters and digits (RFC 3875 §4.1.18), so that {@code X.Gatehouse.Client} and {@code X_Gatehouse_Client} arrive as
 * {@code X-Gatehouse-Client}. Rules about a header field therefore apply to its plain name.
 */
public final class FieldNames {
    /** Prefixes that servers add to the name of a header field to form a variable name. */
    private static final String[] VARIABLE_PREFIXES = {"http", "redirect"};

    /** The plain names of the fields of one connection, which are never forwarded (RFC 9110 §7.6.1). */
    public static final Set<String> OF_CONNECTION = Set.of(
            "connection",
            "keepalive",
            "proxyauthenticate",
            "proxyauthorization",
            "proxyconnection",
            "te",
            "trailer",
            "transferencoding",
            "upgrade");

    private FieldNames() {}

    /**
     * Returns the letters and digits of a field name in lower case, without the prefixes of CGI variables:
     * {@code authorization} for both {@code Authorization} and {@code REDIRECT_HTTP_AUTHORIZATION}.
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

    /** Returns whether a server may interpret both names as the same field. */
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

    /**
     * Returns the index after a prefix and its separator, or the same index if there is no prefix or nothing after the
     * prefix.
     */
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
