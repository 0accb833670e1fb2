// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.util.List;

/**
 * A reason why a parameter is not valid.
 *
 * @param values the values in the text, in their order: the name of the parameter, then the limit
 */
public record Fault(Kind kind, List<Object> values) implements ErrorDescription {
    /** The kinds of faults. */
    public enum Kind {
        MISSING("%s is missing."),
        REPEATED("%s was sent more than once."),
        NOT_ENCODED("%s is not form-encoded UTF-8."),
        TOO_LONG("%s is longer than %d characters."),
        CONTROL_CHARACTER("%s contains a control character."),
        TOO_MANY("Too many parameters were sent."),
        MALFORMED_NAME("A parameter has a malformed name."),
        MALFORMED_SCOPE("scope must be a list of names separated by spaces."),
        MALFORMED_CHALLENGE("code_challenge must be 43 characters of Base64url without padding."),
        METHOD_WITHOUT_CHALLENGE("code_challenge_method was sent without code_challenge."),
        CHALLENGE_WITHOUT_METHOD("code_challenge_method is missing. Only S256 is supported."),
        OTHER_CHALLENGE_METHOD("code_challenge_method must be S256.");

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

    /** Returns the fault of a required parameter that was not sent. */
    public static Fault missing(String parameter) {
        return of(Kind.MISSING, parameter);
    }

    /** Returns the fault of a parameter with more than the maximum number of characters. */
    public static Fault tooLong(String parameter, int most) {
        return of(Kind.TOO_LONG, parameter, most);
    }

    @Override
    public String inEnglish() {
        return kind.english.formatted(values.toArray());
    }

    /** The English text, for log lines. */
    @Override
    public String toString() {
        return inEnglish();
    }
}
