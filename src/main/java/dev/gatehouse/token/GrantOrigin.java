package dev.gatehouse.token;

import java.util.Arrays;

/**
 * How a grant of access came about: by a grant type of RFC 6749, or because an administrator added it. A refresh continues a
 * grant and begins none.
 */
public enum GrantOrigin {
    AUTHORIZATION_CODE("authorization_code"),
    IMPLICIT("implicit"),
    CLIENT_CREDENTIALS("client_credentials"),
    PASSWORD("password"),
    /** No request can ask for this one. */
    ADMINISTRATOR("administrator");

    private final String wireName;

    GrantOrigin(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The origin that was stored under that name. */
    public static GrantOrigin stored(String wireName) {
        return Arrays.stream(values())
                .filter(origin -> origin.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no grant comes about by " + wireName));
    }
}
