// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import dev.gatehouse.oauth.Fault;

/**
 * The texts of faults in OAuth requests, for pages in any language: those that package {@code oauth} finds in
 * parameters, and one that both the token endpoint and the gateway find.
 */
public final class ProtocolErrors {
    private ProtocolErrors() {}

    /** Returns the text of a fault, whose English text is the same. */
    public static ErrorText of(Fault fault) {
        var values = fault.values();
        return switch (fault.kind()) {
            case MISSING -> missing(values.getFirst().toString());
            case REPEATED -> repeated(values.getFirst().toString());
            case NOT_ENCODED -> notEncoded(values.getFirst().toString());
            case TOO_LONG ->
                tooLong(values.getFirst().toString(), values.getLast().toString());
            case CONTROL_CHARACTER -> controlCharacter(values.getFirst().toString());
            case TOO_MANY -> tooMany();
            case MALFORMED_NAME -> malformedName();
            case MALFORMED_SCOPE -> malformedScope();
            case MALFORMED_CHALLENGE -> malformedChallenge();
            case METHOD_WITHOUT_CHALLENGE -> methodWithoutChallenge();
            case CHALLENGE_WITHOUT_METHOD -> challengeWithoutMethod();
            case OTHER_CHALLENGE_METHOD -> otherChallengeMethod();
        };
    }

    public static ErrorText severalAuthorizations() {
        return ErrorText.of("oauth.authorization.repeated");
    }

    private static ErrorText missing(String parameter) {
        return ErrorText.of("oauth.parameter.missing", parameter);
    }

    private static ErrorText repeated(String parameter) {
        return ErrorText.of("oauth.parameter.repeated", parameter);
    }

    private static ErrorText notEncoded(String parameter) {
        return ErrorText.of("oauth.parameter.encoding", parameter);
    }

    private static ErrorText tooLong(String parameter, String most) {
        return ErrorText.of("oauth.parameter.too-long", parameter, most);
    }

    private static ErrorText controlCharacter(String parameter) {
        return ErrorText.of("oauth.parameter.control-character", parameter);
    }

    private static ErrorText tooMany() {
        return ErrorText.of("oauth.parameter.too-many");
    }

    private static ErrorText malformedName() {
        return ErrorText.of("oauth.parameter.name");
    }

    private static ErrorText malformedScope() {
        return ErrorText.of("oauth.scope.malformed");
    }

    private static ErrorText malformedChallenge() {
        return ErrorText.of("oauth.code-challenge.malformed");
    }

    private static ErrorText methodWithoutChallenge() {
        return ErrorText.of("oauth.code-challenge.method-alone");
    }

    private static ErrorText challengeWithoutMethod() {
        return ErrorText.of("oauth.code-challenge.method-missing");
    }

    private static ErrorText otherChallengeMethod() {
        return ErrorText.of("oauth.code-challenge.method");
    }
}
