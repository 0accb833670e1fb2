package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.Optional;

/** What an authorization request asks to get back (RFC 6749 §3.1.1). */
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

    /** The grant that a client must be allowed in order to ask for this. */
    public GrantType grantType() {
        return grantType;
    }

    /** Where the answer stands unless the request says otherwise (RFC 6749 §4.1.2, §4.2.2). */
    public ResponseMode defaultMode() {
        return defaultMode;
    }

    public static Optional<ResponseType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
