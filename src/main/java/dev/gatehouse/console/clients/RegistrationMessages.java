// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the form of a client's registration. */
@MessageBundle(value = "registration", locale = "en")
public interface RegistrationMessages {

    // General

    String newHeading();

    String editHeading();

    String register();

    String identity();

    String nameHint();

    String versionHint();

    String fixed();

    String description();

    String descriptionHint();

    // Authentication and grants

    String access();

    String typeLegend();

    String confidentialHint();

    String publicHint();

    String turnsPublic();

    String grants();

    String grantsHint();

    String authorizationCode();

    String authorizationCodeHint();

    String clientCredentials();

    String clientCredentialsHint();

    String password();

    String passwordHint();

    String implicit();

    String implicitHint();

    String switchedOff();

    String redirectUris();

    String redirectUrisHint();

    String postmanToo();

    String postmanTooHint();

    String origins();

    String originsHint();

    String originsOfRedirectUris();

    String originsListed();

    String allowedOrigins();

    String allowedOriginsHint();

    String pkce();

    String pkceHint();

    String global();

    String pkceGlobalHint(boolean required);

    String pkceYes();

    String pkceNo();

    String pkceNoHint();

    // Approval

    String approval();

    String approvalHint();

    String approvalAlways();

    String approvalOnce();

    String approvalOnceHint();

    String approvalNever();

    String approvalNeverHint();

    // Tokens

    String tokens();

    String expiration();

    String expirationGlobalHint(Integer n);

    String expirationGlobalNever();

    String expirationNever();

    String expirationNeverHint();

    String expirationSeconds();

    String expirationIn(int seconds);

    String seconds();

    String secondsHint();

    String refresh();

    String refreshHint();

    String unlimited();

    String limited();

    String refreshCount();

    String refreshCountHint();

    String refreshInactivity();

    String refreshMaximumAge();

    String refreshDaysHint(int days);

    String refreshNoLimit();

    String typeHeader();

    String typeHeaderHint();

    String typeHeaderGlobalAtJwt();

    String typeHeaderGlobalJwt();

    String typeHeaderAtJwt();

    String typeHeaderAtJwtHint();

    String typeHeaderJwt();

    String typeHeaderJwtHint();

    String format();

    String formatGlobalJwt();

    String formatGlobalOpaque();

    String jwt();

    String jwtHint();

    String opaque();

    String opaqueHint();

    // Advanced

    String more();

    String resourceServer();

    String resourceServerBox();

    String resourceServerHint();

    String rateLimit();

    String rateLimitNone();

    String rateLimitSome();

    String rateRequests();

    String ratePerSeconds();

    String rateBurst();

    String rateBurstHint();

    String rateValue(int requests, int perSeconds, int burst);

    // Associated scopes

    String scopesLegend();

    String scopesHint();

    String noScopes();

    String adminScope();

    String otherScopes();

    String otherScopesHint();

    String elsewhere();
}
