// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.whydenied;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page <em>Why denied?</em> */
@MessageBundle(value = "why", locale = "en")
public interface WhyDeniedMessages {

    // Question

    String heading();

    String lead();

    String theCall();

    String method();

    String url();

    String urlHint();

    String by();

    String byToken();

    String byTokenId();

    String tokenId();

    String tokenIdHint();

    String byClient();

    String token();

    String tokenHint();

    String client();

    String scopes();

    String scopesHint();

    String account();

    String accountHint();

    String forwardAuth();

    String ask();

    // Result

    String allowed();

    String allowedNote();

    String denied();

    String answer();

    String whatToDo();

    String steps();

    String goesBefore();

    String passed();

    String failed();

    String notReached();

    // Details

    String facts();

    String path();

    String tokenCarries();

    String tokenCounts();

    String issued();

    String expires();

    String lifetime();

    String clientMay();

    String sufficient();

    String patterns();

    String service();

    String noneOfThem();

    String issuer();

    String finding();

    String subject();

    // Steps

    String stepPath();

    String stepPathWhy();

    String stepBearerToken();

    String stepBearerTokenWhy();

    String stepTokenKnown();

    String stepTokenKnownWhy();

    String stepIssuer();

    String stepIssuerWhy();

    String stepSignature();

    String stepSignatureWhy();

    String stepTokenType();

    String stepTokenTypeWhy();

    String stepAudience();

    String stepAudienceWhy();

    String stepNotRevoked();

    String stepNotRevokedWhy();

    String stepNotExpired();

    String stepNotExpiredWhy();

    String stepClientActive();

    String stepClientActiveWhy();

    String stepAccountActive();

    String stepAccountActiveWhy();

    String stepResource();

    String stepResourceWhy();

    String stepScope();

    String stepScopeWhy();

    String stepService();

    String stepServiceWhy();

    String stepMethod();

    String stepMethodWhy();

    String stepRateLimit();

    String stepRateLimitWhy();
}
