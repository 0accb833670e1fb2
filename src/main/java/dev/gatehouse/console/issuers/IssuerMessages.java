// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about trusted issuers. */
@MessageBundle(value = "issuers", locale = "en")
public interface IssuerMessages {

    // List

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String add();

    @Message
    String searchLabel();

    @Message
    String empty();

    @Message
    String emptyAdvice();

    @Message
    String newHeading();

    @Message
    String editHeading();

    // General

    @Message
    String basics();

    @Message
    String name();

    @Message
    String nameHint();

    @Message
    String description();

    @Message
    String issuer();

    @Message
    String issuerHint();

    @Message
    String issuerFixed();

    @Message
    String active();

    @Message
    String activeHint();

    // Token validation

    @Message
    String judging();

    @Message
    String validation();

    @Message
    String byJwt();

    @Message
    String byJwtHint();

    @Message
    String byIntrospection();

    @Message
    String byIntrospectionHint();

    @Message
    String audience();

    @Message
    String audienceHint();

    @Message
    String jwtOnly();

    @Message
    String jwksUri();

    @Message
    String jwksUriHint();

    @Message
    String algorithms();

    @Message
    String algorithmsHint();

    @Message
    String tokenTypes();

    @Message
    String atJwt();

    @Message
    String atJwtHint();

    @Message
    String anyJwt();

    @Message
    String anyJwtHint();

    @Message
    String introspectionOnly();

    @Message
    String endpoint();

    @Message
    String endpointHint();

    @Message
    String clientId();

    @Message
    String clientIdHint();

    @Message
    String clientSecret();

    @Message
    String clientSecretHint();

    @Message
    String clientSecretKept();

    @Message
    String cacheSeconds();

    @Message
    String cacheSecondsHint();

    @Message
    String tokenPrefix();

    @Message
    String tokenPrefixHint();

    // Permissions

    @Message
    String rights();

    @Message
    String scopes();

    @Message
    String scopesHint();

    @Message
    String scopeThere();

    @Message
    String scopeHere();

    @Message
    String scopesNone();

    @Message
    String scopeClaim();

    @Message
    String scopeClaimHint();

    @Message
    String clientClaim();

    @Message
    String clientClaimHint();

    @Message
    String clients();

    @Message
    String clientsHint();

    @Message
    String allClients();

    // Check

    @Message
    String check();

    @Message
    String checkNow();

    @Message
    String checkHint();

    @Message
    String findings();

    @Message
    String fine();

    @Message
    String wrong();

    @Message
    String notFound();

    @Message
    String keysFound();

    @Message
    String keysAt();

    @Message
    String endpointAt();

    @Message
    String asMetadata();

    @Message
    String anybody();

    @Message
    String unanswered();

    @Message
    String created();

    @Message
    String changed();

    @Message
    String state();

    // Deletion

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();

    @Message
    String deleteScopes();
}
