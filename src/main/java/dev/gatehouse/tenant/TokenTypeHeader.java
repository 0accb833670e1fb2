package dev.gatehouse.tenant;

/** The {@code typ} header of access tokens in JWT format. */
public enum TokenTypeHeader {
    /** What RFC 9068 §2.1 says. */
    AT_JWT("at+jwt"),

    /** For resource servers whose libraries refuse any other type. */
    JWT("JWT");

    private final String value;

    TokenTypeHeader(String value) {
        this.value = value;
    }

    /** As it stands in the token. */
    public String value() {
        return value;
    }
}
