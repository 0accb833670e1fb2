// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about trusted issuers. */
@MessageBundle(value = "issuers", locale = "en")
public interface IssuerMessages {

    // List

    String heading();

    String lead();

    String add();

    String searchLabel();

    String empty();

    String emptyAdvice();

    String newHeading();

    String editHeading();

    // General

    String basics();

    String name();

    String nameHint();

    String description();

    String issuer();

    String issuerHint();

    String issuerFixed();

    String active();

    String activeHint();

    // Token validation

    String judging();

    String validation();

    String byJwt();

    String byJwtHint();

    String byIntrospection();

    String byIntrospectionHint();

    String audience();

    String audienceHint();

    String jwtOnly();

    String jwksUri();

    String jwksUriHint();

    String algorithms();

    String algorithmsHint();

    String tokenTypes();

    String atJwt();

    String atJwtHint();

    String anyJwt();

    String anyJwtHint();

    String introspectionOnly();

    String endpoint();

    String endpointHint();

    String clientId();

    String clientIdHint();

    String clientSecret();

    String clientSecretHint();

    String clientSecretKept();

    String cacheSeconds();

    String cacheSecondsHint();

    String tokenPrefix();

    String tokenPrefixHint();

    // Permissions

    String rights();

    String scopes();

    String scopesHint();

    String scopeThere();

    String scopeHere();

    String scopesNone();

    String scopeClaim();

    String scopeClaimHint();

    String clientClaim();

    String clientClaimHint();

    String clients();

    String clientsHint();

    String allClients();

    // Check

    String check();

    String checkNow();

    String checkHint();

    String findings();

    String fine();

    String wrong();

    String notFound();

    String keysFound();

    String keysAt();

    String endpointAt();

    String asMetadata();

    String anybody();

    String unanswered();

    String created();

    String changed();

    String state();

    // Deletion

    String deleteHeading();

    String deleteExplanation();

    String deleteScopes();
}
