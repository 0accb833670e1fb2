// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.util.List;

/**
 * A reason why a parameter is not valid. As text it is the English description of an {@link OAuthException}.
 *
 * @param values the values in the text, in their order: the name of the parameter, then the limit
 */
public record Fault(Kind kind, List<Object> values) {
    /** The kinds of faults. */
    public enum Kind {
        MISSING("%s is missing"),
        REPEATED("%s was sent more than once"),
        NOT_ENCODED("%s is not form-encoded UTF-8"),
        TOO_LONG("%s is longer than %d characters"),
        CONTROL_CHARACTER("%s holds a control character"),
        TOO_MANY("too many parameters were sent"),
        MALFORMED_NAME("a parameter has a malformed name"),
        MALFORMED_SCOPE("scope is not a list of names separated by spaces"),
        MALFORMED_CHALLENGE("code_challenge must be 43 characters of Base64url without padding"),
        METHOD_WITHOUT_CHALLENGE("code_challenge_method was sent without code_challenge"),
        CHALLENGE_WITHOUT_METHOD("code_challenge_method is missing; only S256 is supported"),
        OTHER_CHALLENGE_METHOD("code_challenge_method must be S256");

        private final String english;

        Kind(String english) {
            this.english = english;
        }
    }

    public Fault {
        values = List.copyOf(values);
    }

    static Fault of(Kind kind, Object... values) {
        return new Fault(kind, List.of(values));
    }

    @Override
    public String toString() {
        return kind.english.formatted(values.toArray());
    }
}
