package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where an answer of the authorization endpoint stands (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth
 * 2.0 Form Post Response Mode §2).
 */
public enum ResponseMode {
    QUERY("query"),
    FRAGMENT("fragment"),
    FORM_POST("form_post");

    private final String wireName;

    ResponseMode(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether a token may stand there: in a query it would reach server logs and referrers (RFC 9700 §4.3.2). */
    public boolean carries(ResponseType type) {
        return type != ResponseType.TOKEN || this != QUERY;
    }

    public static Optional<ResponseMode> of(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(wireName))
                .findFirst();
    }
}
