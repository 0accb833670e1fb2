// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the form of a client's registration. */
@MessageBundle(value = "registration", locale = "en")
public interface RegistrationMessages {

    // General

    @Message
    String newHeading();

    @Message
    String editHeading();

    @Message
    String register();

    @Message
    String identity();

    @Message
    String nameHint();

    @Message
    String versionHint();

    @Message
    String fixed();

    @Message
    String description();

    @Message
    String descriptionHint();

    // Authentication and grants

    @Message
    String access();

    @Message
    String typeLegend();

    @Message
    String confidentialHint();

    @Message
    String publicHint();

    @Message
    String turnsPublic();

    @Message
    String grants();

    @Message
    String grantsHint();

    @Message
    String authorizationCode();

    @Message
    String authorizationCodeHint();

    @Message
    String clientCredentials();

    @Message
    String clientCredentialsHint();

    @Message
    String password();

    @Message
    String passwordHint();

    @Message
    String implicit();

    @Message
    String implicitHint();

    @Message
    String switchedOff();

    @Message
    String redirectUris();

    @Message
    String redirectUrisHint();

    @Message
    String postmanToo();

    @Message
    String postmanTooHint();

    @Message
    String origins();

    @Message
    String originsHint();

    @Message
    String originsOfRedirectUris();

    @Message
    String originsListed();

    @Message
    String allowedOrigins();

    @Message
    String allowedOriginsHint();

    @Message
    String pkce();

    @Message
    String pkceHint();

    @Message
    String global();

    @Message
    String pkceGlobalHint(boolean required);

    @Message
    String pkceYes();

    @Message
    String pkceNo();

    @Message
    String pkceNoHint();

    // Approval

    @Message
    String approval();

    @Message
    String approvalHint();

    @Message
    String approvalAlways();

    @Message
    String approvalOnce();

    @Message
    String approvalOnceHint();

    @Message
    String approvalNever();

    @Message
    String approvalNeverHint();

    // Tokens

    @Message
    String tokens();

    @Message
    String expiration();

    @Message
    String expirationGlobalHint(Integer n);

    @Message
    String expirationGlobalNever();

    @Message
    String expirationNever();

    @Message
    String expirationNeverHint();

    @Message
    String expirationSeconds();

    @Message
    String expirationIn(int seconds);

    @Message
    String seconds();

    @Message
    String secondsHint();

    @Message
    String refresh();

    @Message
    String refreshHint();

    @Message
    String unlimited();

    @Message
    String limited();

    @Message
    String refreshCount();

    @Message
    String refreshCountHint();

    @Message
    String refreshInactivity();

    @Message
    String refreshMaximumAge();

    @Message
    String refreshDaysHint(int days);

    @Message
    String refreshNoLimit();

    @Message
    String typeHeader();

    @Message
    String typeHeaderHint();

    @Message
    String typeHeaderGlobalAtJwt();

    @Message
    String typeHeaderGlobalJwt();

    @Message
    String typeHeaderAtJwt();

    @Message
    String typeHeaderAtJwtHint();

    @Message
    String typeHeaderJwt();

    @Message
    String typeHeaderJwtHint();

    @Message
    String format();

    @Message
    String formatGlobalJwt();

    @Message
    String formatGlobalOpaque();

    @Message
    String jwt();

    @Message
    String jwtHint();

    @Message
    String opaque();

    @Message
    String opaqueHint();

    // Advanced

    @Message
    String more();

    @Message
    String resourceServer();

    @Message
    String resourceServerBox();

    @Message
    String resourceServerHint();

    @Message
    String rateLimit();

    @Message
    String rateLimitNone();

    @Message
    String rateLimitSome();

    @Message
    String rateRequests();

    @Message
    String ratePerSeconds();

    @Message
    String rateBurst();

    @Message
    String rateBurstHint();

    @Message
    String rateValue(int requests, int perSeconds, int burst);

    // Associated scopes

    @Message
    String scopesLegend();

    @Message
    String scopesHint();

    @Message
    String noScopes();

    @Message
    String adminScope();

    @Message
    String otherScopes();

    @Message
    String otherScopesHint();

    @Message
    String elsewhere();
}
