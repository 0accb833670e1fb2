// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.Optional;

/** The response types of the authorization endpoint (RFC 6749 §3.1.1). */
public enum ResponseType {
    CODE("code", GrantType.AUTHORIZATION_CODE, ResponseMode.QUERY),
    TOKEN("token", GrantType.IMPLICIT, ResponseMode.FRAGMENT);

    private final String wireName;
    private final GrantType grantType;
    private final ResponseMode defaultMode;

    ResponseType(String wireName, GrantType grantType, ResponseMode defaultMode) {
        this.wireName = wireName;
        this.grantType = grantType;
        this.defaultMode = defaultMode;
    }

    public String wireName() {
        return wireName;
    }

    /** Returns the grant type that the client must be allowed to use. */
    public GrantType grantType() {
        return grantType;
    }

    /** Returns the response mode of a request without {@code response_mode} (RFC 6749 §4.1.2, §4.2.2). */
    public ResponseMode defaultMode() {
        return defaultMode;
    }

    public static Optional<ResponseType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
