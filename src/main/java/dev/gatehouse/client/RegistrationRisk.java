// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.oauth.GrantType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The risks of a valid client registration. */
public enum RegistrationRisk {
    PUBLIC_WITHOUT_PKCE("A public client without PKCE cannot protect its authorization codes from other apps"),
    NOBODY_ASKED("Nobody is asked before this client gets access; use this only for a client of your own"),
    IMPLICIT_GRANT("The implicit grant puts tokens into browser history; use the authorization code with PKCE"),
    PASSWORD_GRANT("The password grant shows people's passwords to the client; use the authorization code"),
    NEVER_EXPIRES("Its access tokens never expire; a leaked one works until it is revoked"),
    LOCALHOST("localhost may lead to another network interface; register http://127.0.0.1 instead"),
    SCHEME_WITHOUT_DOT("Any app can claim a scheme without a dot; use a reversed domain name, such as"
            + " com.example.app:/callback");

    private final String words;

    RegistrationRisk(String words) {
        this.words = words;
    }

    /** Returns the warning text in English. */
    public String words() {
        return words;
    }

    static List<RegistrationRisk> of(
            ClientType type,
            PkceRule requirePkce,
            Set<GrantType> grants,
            Approval approval,
            Expiration expiration,
            List<String> redirectUris) {
        var risks = new ArrayList<RegistrationRisk>();
        if (type == ClientType.PUBLIC && requirePkce == PkceRule.NO && grants.contains(GrantType.AUTHORIZATION_CODE)) {
            risks.add(PUBLIC_WITHOUT_PKCE);
        }
        if (approval == Approval.NEVER) {
            risks.add(NOBODY_ASKED);
        }
        if (grants.contains(GrantType.IMPLICIT)) {
            risks.add(IMPLICIT_GRANT);
        }
        if (grants.contains(GrantType.PASSWORD)) {
            risks.add(PASSWORD_GRANT);
        }
        if (expiration == Expiration.NEVER) {
            risks.add(NEVER_EXPIRES);
        }
        if (RedirectUri.anyIsLocalhost(redirectUris)) {
            risks.add(LOCALHOST);
        }
        if (RedirectUri.anyHasAnUndottedScheme(redirectUris)) {
            risks.add(SCHEME_WITHOUT_DOT);
        }
        return List.copyOf(risks);
    }
}
