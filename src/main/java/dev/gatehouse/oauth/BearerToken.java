package dev.gatehouse.oauth;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an {@code Authorization} header offers as a bearer token (RFC 6750 §2.1). Tokens in the query or in a form are
 * not looked for: RFC 9700 §2.3 forbids them.
 */
public sealed interface BearerToken {
    int MAX_LENGTH = 8192;
    Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /** No bearer token was sent. */
    record Missing() implements BearerToken {}

    /** Something was sent that cannot be a bearer token. */
    record Malformed(String why) implements BearerToken {}

    /** A well-formed token, of which nothing else is known yet. */
    record Present(String value) implements BearerToken {
        /** Never the token itself, so that no log line can hold it. */
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
            return new Malformed("more than one Authorization header was sent");
        }
        var header = headers.getFirst();
        var space = header.indexOf(' ');
        var scheme = space < 0 ? header : header.substring(0, space);
        if (!scheme.toLowerCase(Locale.ROOT).equals("bearer")) {
            return new Missing();
        }
        var token = space < 0 ? "" : header.substring(space + 1).strip();
        if (token.length() > MAX_LENGTH || !B64TOKEN.matcher(token).matches()) {
            return new Malformed("the Authorization header holds no well-formed bearer token");
        }
        return new Present(token);
    }
}
