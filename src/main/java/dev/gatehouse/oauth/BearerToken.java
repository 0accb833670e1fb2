// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.util.List;
import java.util.Locale;

/**
 * The bearer token of an {@code Authorization} header (RFC 6750 §2.1). Tokens in the query or in a form are ignored:
 * RFC 9700 §4.3.2 forbids tokens in the query.
 */
public sealed interface BearerToken {
    int MAX_LENGTH = 16 * 1024;

    /** The request has no bearer token. */
    record Missing() implements BearerToken {}

    /** The header is not a valid bearer token. */
    record Malformed(Fault fault) implements BearerToken {}

    /** The error of a malformed header. */
    enum Fault {
        SEVERAL_HEADERS,
        NOT_A_B64TOKEN
    }

    /** A well-formed token that is not verified yet. */
    record Present(String value) implements BearerToken {
        /** Omits the token, so that no log line can contain the token. */
        @Override
        public String toString() {
            return "BearerToken[…]";
        }
    }

    /** Reads all {@code Authorization} headers of a request. */
    static BearerToken from(List<String> headers) {
        if (headers.isEmpty()) {
            return new Missing();
        }
        if (headers.size() > 1) {
            return new Malformed(Fault.SEVERAL_HEADERS);
        }
        var header = headers.getFirst();
        var space = header.indexOf(' ');
        var scheme = space < 0 ? header : header.substring(0, space);
        if (!scheme.toLowerCase(Locale.ROOT).equals("bearer")) {
            return new Missing();
        }
        var token = space < 0 ? "" : header.substring(space + 1).strip();
        if (token.length() > MAX_LENGTH || !isB64Token(token)) {
            return new Malformed(Fault.NOT_A_B64TOKEN);
        }
        return new Present(token);
    }

    /**
     * Matches {@code 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="} (RFC 6750 §2.1). A loop instead of a
     * regular expression, because every call executes this code.
     */
    private static boolean isB64Token(String text) {
        var end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (var i = 0; i < end; i++) {
            var c = text.charAt(i);
            var known = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!known && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > 0;
    }
}
