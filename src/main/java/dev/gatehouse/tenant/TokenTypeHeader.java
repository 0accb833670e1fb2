// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

/** The {@code typ} header of access tokens in JWT format. */
public enum TokenTypeHeader {
    /** The value of RFC 9068 §2.1. */
    AT_JWT("at+jwt"),

    /** For resource servers whose libraries reject {@code at+jwt}. */
    JWT("JWT");

    private final String value;

    TokenTypeHeader(String value) {
        this.value = value;
    }

    /** Returns the value in the token. */
    public String value() {
        return value;
    }
}
