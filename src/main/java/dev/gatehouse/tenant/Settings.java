// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of the settings of a tenant.
 *
 * @param requireHttps whether OAuth endpoints reject plain HTTP
 * @param requirePkce whether confidential clients must use PKCE, unless a client overrides the setting
 * @param authorizationCodeLifetime 1 to 600 s
 * @param accessTokenLifetime empty if access tokens never expire
 * @param refreshCount the default refresh count of new clients; null means unlimited
 * @param refreshGrace the time after a rotation during which the old refresh token returns the same new tokens
 * @param refreshInactivity the time after which an unused refresh token expires; empty means never
 * @param refreshMaximumAge the maximum age of a grant for a refresh; empty means unlimited
 * @param accessTokenTypeHeader the {@code typ} header of access tokens in JWT format
 * @param approvalLogo whether the permissions page has a logo
 * @param signingKeyLifetime the time after which a signing key is replaced; empty means never
 * @param auditRetention the time after which audit events are removed; empty means never
 */
public record Settings(
        boolean requireHttps,
        boolean requirePkce,
        Duration authorizationCodeLifetime,
        Optional<Duration> accessTokenLifetime,
        @Nullable Integer refreshCount,
        Duration refreshGrace,
        Optional<Duration> refreshInactivity,
        Optional<Duration> refreshMaximumAge,
        AccessTokenFormat accessTokenFormat,
        TokenTypeHeader accessTokenTypeHeader,
        SigningAlgorithm signingAlgorithm,
        Optional<Duration> signingKeyLifetime,
        Optional<Duration> auditRetention,
        boolean allowImplicit,
        boolean allowPassword,
        @Nullable String approvalTitle,
        @Nullable String approvalHeading,
        @Nullable String approvalFooter,
        boolean approvalLogo) {}
