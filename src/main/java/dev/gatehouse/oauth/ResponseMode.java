// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.Optional;

/**
 * The response modes of the authorization endpoint (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0
 * Form Post Response Mode §2).
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

    /**
     * Returns whether the response mode may carry the response. A token in a query would reach server logs and
     * {@code Referer} headers (RFC 9700 §4.3.2).
     */
    public boolean carries(ResponseType type) {
        return type != ResponseType.TOKEN || this != QUERY;
    }

    public static Optional<ResponseMode> of(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(wireName))
                .findFirst();
    }
}
