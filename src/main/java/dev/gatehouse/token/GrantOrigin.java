// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import java.util.Arrays;

/**
 * The origin of a grant: a grant type of RFC 6749, or an administrator who added the token. A refresh continues a grant
 * and creates none.
 */
public enum GrantOrigin {
    AUTHORIZATION_CODE("authorization_code"),
    IMPLICIT("implicit"),
    CLIENT_CREDENTIALS("client_credentials"),
    PASSWORD("password"),
    /** Not a grant type of the token endpoint. */
    ADMINISTRATOR("administrator");

    private final String wireName;

    GrantOrigin(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Returns the origin that is stored under a name. */
    public static GrantOrigin stored(String wireName) {
        return Arrays.stream(values())
                .filter(origin -> origin.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no grant comes about by " + wireName));
    }
}
