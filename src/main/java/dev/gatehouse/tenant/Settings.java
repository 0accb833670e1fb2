package dev.gatehouse.tenant;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one tenant at a moment.
 *
 * @param requireHttps whether OAuth endpoints refuse plain HTTP
 * @param requirePkce whether confidential clients must use PKCE unless they say otherwise themselves
 * @param authorizationCodeLifetime 1 to 600 s
 * @param accessTokenLifetime empty: tokens never expire
 * @param refreshCount what a new client starts with; null: unlimited
 * @param refreshGrace how long a rotated refresh token still yields its successor (again)
 * @param refreshInactivity how long a refresh token may go unused; empty: for ever
 * @param refreshMaximumAge how long a grant can be refreshed; empty: for ever
 * @param accessTokenTypeHeader the {@code typ} of access tokens in JWT format
 * @param approvalLogo whether there is one
 * @param signingKeyLifetime how long a key signs before the next one does; empty: it is not replaced by schedule
 * @param auditRetention how long audit events are kept; empty: they are never removed
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
