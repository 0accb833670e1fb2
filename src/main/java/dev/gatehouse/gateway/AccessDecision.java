// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.service.Route;
import org.jspecify.annotations.Nullable;

/** Whether a call may pass, and why (not). The same value feeds the answer and the audit log. */
public sealed interface AccessDecision {

    /**
     * The steps of the decision, in the order in which they are taken; those about tokens depend on whose it is, the last
     * one is taken by {@link RateLimits}.
     */
    enum Step {
        PATH,
        BEARER_TOKEN,
        TOKEN_KNOWN,
        ISSUER,
        SIGNATURE,
        TOKEN_TYPE,
        AUDIENCE,
        NOT_REVOKED,
        NOT_EXPIRED,
        CLIENT_ACTIVE,
        ACCOUNT_ACTIVE,
        RESOURCE,
        SCOPE,
        SERVICE,
        METHOD,
        RATE_LIMIT
    }

    /** Every step said yes. */
    sealed interface Allowed extends AccessDecision {
        Caller caller();

        /** How often its client may call; null: as often as it likes. */
        @Nullable RateLimit clientLimit();

        /** To a service behind the gateway. */
        record ToService(
                Caller caller,
                Route route,
                RequestPath.Canonical path,
                @Nullable RateLimit clientLimit) implements Allowed {}

        /** To the admin API, which has no limits. */
        record ToAdminApi(Caller caller) implements Allowed {
            @Override
            public @Nullable RateLimit clientLimit() {
                return null;
            }
        }

        /** To a service that the proxy which asks forwards to. */
        record Elsewhere(Caller caller, @Nullable RateLimit clientLimit) implements Allowed {}
    }

    /**
     * A step said no.
     *
     * @param error null where the protocol has no code for it (RFC 6750 §3.1)
     * @param sufficient the scopes that would do, where a scope is what is missing; for administrators, because those of other
     *     clients are among them
     * @param requestable the one of them that the caller is told: its client may ask for it, and it suffices; null: there is
     *     none
     * @param allowedMethods where the method is wrong: the ones that are right
     * @param caller known from the step on that found the token
     * @param finding for administrators only: more than the caller is told; null: there is no more
     */
    public record Denied(
            Step step,
            int status,
            @Nullable OAuthError error,
            ErrorText description,
            ScopeNames sufficient,
            @Nullable String requestable,
            @Nullable String allowedMethods,
            @Nullable Caller caller,
            @Nullable ErrorText finding)
            implements AccessDecision {

        public Denied(
                Step step,
                int status,
                @Nullable OAuthError error,
                ErrorText description,
                ScopeNames sufficient,
                @Nullable String allowedMethods,
                @Nullable Caller caller) {
            this(step, status, error, description, sufficient, null, allowedMethods, caller, null);
        }

        /** What an administrator is told. */
        public ErrorText inFull() {
            return finding == null ? description : finding;
        }

        /** The failed step and its reason, for the audit log. */
        public String forAudit() {
            return step + ": " + inFull().inEnglish();
        }
    }
}
