// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.Optional;

/** The OAuth grant types with their names in requests (RFC 6749 §1.3, RFC 7591 §2). */
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code"),
    IMPLICIT("implicit"),
    CLIENT_CREDENTIALS("client_credentials"),
    PASSWORD("password"),
    REFRESH_TOKEN("refresh_token");

    private final String wireName;

    GrantType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Returns the grant type with the exact name. Names are case-sensitive. */
    public static Optional<GrantType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
