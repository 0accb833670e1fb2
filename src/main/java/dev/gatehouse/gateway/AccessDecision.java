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

/**
 * The decision about a call: allowed, or denied with the reason. The answer to the caller and the audit log use this
 * value.
 */
public sealed interface AccessDecision {

    /**
     * The steps of the decision, in their order. Some steps apply only to tokens of Gatehouse, others only to tokens of
     * trusted issuers. {@link RateLimits} takes the last step.
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

    /** Every step passed. */
    sealed interface Allowed extends AccessDecision {
        Caller caller();

        /** The rate limit of the client; null if the client is unlimited. */
        @Nullable RateLimit clientLimit();

        /** The quota of the tenant; null if the tenant is unlimited. */
        @Nullable RateLimit tenantLimit();

        /** A call that is forwarded to a service behind the gateway. */
        record ToService(
                Caller caller,
                Route route,
                RequestPath.Canonical path,
                @Nullable RateLimit clientLimit,
                @Nullable RateLimit tenantLimit)
                implements Allowed {}

        /** A call of the admin API, which has no rate limits. */
        record ToAdminApi(Caller caller) implements Allowed {
            @Override
            public @Nullable RateLimit clientLimit() {
                return null;
            }

            @Override
            public @Nullable RateLimit tenantLimit() {
                return null;
            }
        }

        /** A call that a proxy forwards after it asked by forward-auth. */
        record Elsewhere(
                Caller caller,
                @Nullable RateLimit clientLimit,
                @Nullable RateLimit tenantLimit) implements Allowed {}
    }

    /**
     * A step failed.
     *
     * @param error null if the protocol has no error code for the step (RFC 6750 §3.1)
     * @param sufficient the scopes that would allow this call, if the step is {@code SCOPE}; only for administrators,
     *     because the client may not know all of them
     * @param requestable the sufficient scope that the caller is told, because the client may request it; null if there
     *     is none
     * @param allowedMethods the methods of the service, if the step is {@code METHOD}
     * @param caller the caller, if the token was found before this step
     * @param finding a more detailed description for administrators only; null if there is none
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

        /**
         * Returns a denial without scopes, methods and finding.
         *
         * @param error null if the protocol has no error code for the step
         * @param caller null if the token was not found before this step
         */
        public static Denied at(
                Step step, int status, @Nullable OAuthError error, ErrorText description, @Nullable Caller caller) {
            return new Denied(step, status, error, description, ScopeNames.NONE, null, null, caller, null);
        }

        Denied withScopes(ScopeNames wouldAllow, @Nullable String mayRequest) {
            return new Denied(
                    step, status, error, description, wouldAllow, mayRequest, allowedMethods, caller, finding);
        }

        Denied withAllowedMethods(String methods) {
            return new Denied(step, status, error, description, sufficient, requestable, methods, caller, finding);
        }

        Denied withFinding(ErrorText found) {
            return new Denied(step, status, error, description, sufficient, requestable, allowedMethods, caller, found);
        }

        /** Returns the description for administrators. */
        public ErrorText inFull() {
            return finding == null ? description : finding;
        }

        /** The failed step and its reason, for the audit log. */
        public ErrorText forAudit() {
            return GatewayDetails.denied(step, inFull());
        }
    }
}
