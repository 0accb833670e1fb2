// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.problem.ErrorText;

/** The errors of tokens that an administrator adds or deletes. */
public final class TokenErrors {
    private TokenErrors() {}

    public static ErrorText notFound() {
        return ErrorText.of("token.not-found");
    }

    public static ErrorText notAssociated() {
        return ErrorText.of("token.scope-not-associated");
    }

    public static ErrorText personOnly() {
        return ErrorText.of("token.scope-for-people");
    }

    public static ErrorText limitedToGroups() {
        return ErrorText.of("token.scope-limited");
    }

    public static ErrorText clientInactive() {
        return ErrorText.of("token.client-inactive");
    }

    static ErrorText usingScope(String client, String version) {
        return ErrorText.of("token.using-scope", client, version);
    }

    static ErrorText usingScopeMany(long tokens, String client, String version) {
        return ErrorText.of("tokens.using-scope", tokens, client, version);
    }

    public static ErrorText plainHttp() {
        return ErrorText.of("plain-http");
    }
}
