// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.whydenied;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page <em>Why denied?</em> */
@MessageBundle(value = "why", locale = "en")
public interface WhyDeniedMessages {

    // Question

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String theCall();

    @Message
    String method();

    @Message
    String url();

    @Message
    String urlHint();

    @Message
    String by();

    @Message
    String byToken();

    @Message
    String byTokenId();

    @Message
    String tokenId();

    @Message
    String tokenIdHint();

    @Message
    String byClient();

    @Message
    String token();

    @Message
    String tokenHint();

    @Message
    String client();

    @Message
    String scopes();

    @Message
    String scopesHint();

    @Message
    String account();

    @Message
    String accountHint();

    @Message
    String forwardAuth();

    @Message
    String ask();

    // Result

    @Message
    String allowed();

    @Message
    String allowedNote();

    @Message
    String denied();

    @Message
    String answer();

    @Message
    String whatToDo();

    @Message
    String steps();

    @Message
    String goesBefore();

    @Message
    String passed();

    @Message
    String failed();

    @Message
    String notReached();

    // Details

    @Message
    String facts();

    @Message
    String path();

    @Message
    String tokenCarries();

    @Message
    String tokenCounts();

    @Message
    String issued();

    @Message
    String expires();

    @Message
    String lifetime();

    @Message
    String clientMay();

    @Message
    String sufficient();

    @Message
    String patterns();

    @Message
    String service();

    @Message
    String noneOfThem();

    @Message
    String issuer();

    @Message
    String finding();

    @Message
    String subject();

    // Steps

    @Message
    String stepPath();

    @Message
    String stepPathWhy();

    @Message
    String stepBearerToken();

    @Message
    String stepBearerTokenWhy();

    @Message
    String stepTokenKnown();

    @Message
    String stepTokenKnownWhy();

    @Message
    String stepIssuer();

    @Message
    String stepIssuerWhy();

    @Message
    String stepSignature();

    @Message
    String stepSignatureWhy();

    @Message
    String stepTokenType();

    @Message
    String stepTokenTypeWhy();

    @Message
    String stepAudience();

    @Message
    String stepAudienceWhy();

    @Message
    String stepNotRevoked();

    @Message
    String stepNotRevokedWhy();

    @Message
    String stepNotExpired();

    @Message
    String stepNotExpiredWhy();

    @Message
    String stepClientActive();

    @Message
    String stepClientActiveWhy();

    @Message
    String stepAccountActive();

    @Message
    String stepAccountActiveWhy();

    @Message
    String stepResource();

    @Message
    String stepResourceWhy();

    @Message
    String stepScope();

    @Message
    String stepScopeWhy();

    @Message
    String stepService();

    @Message
    String stepServiceWhy();

    @Message
    String stepMethod();

    @Message
    String stepMethodWhy();

    @Message
    String stepRateLimit();

    @Message
    String stepRateLimitWhy();
}
