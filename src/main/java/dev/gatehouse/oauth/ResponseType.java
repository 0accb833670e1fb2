package dev.gatehouse.oauth;

import java.util.Arrays;
import java.util.Optional;

/** What an authorization request asks to get back (RFC 6749 §3.1.1). */
public enum ResponseType {
    CODE("code", GrantType.AUTHORIZATION_CODE),
    TOKEN("token", GrantType.IMPLICIT);

    private final String wireName;
    private final GrantType grantType;

    ResponseType(String wireName, GrantType grantType) {
        this.wireName = wireName;
        this.grantType = grantType;
    }

    public String wireName() {
        return wireName;
    }

    /** The grant that a client must be allowed in order to ask for this. */
    public GrantType grantType() {
        return grantType;
    }

    public static Optional<ResponseType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
