// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.issuer.ExternalToken;
import dev.gatehouse.issuer.TrustedIssuer;
import dev.gatehouse.issuer.Validation;
import dev.gatehouse.problem.ErrorText;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of a decision, step by step.
 *
 * @param status the status of the answer to the caller; null if the upstream answers
 * @param change a text that says what would allow the call; null if the call is allowed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record Explanation(
        boolean allowed,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable ErrorText description,
        @Nullable ErrorText change,
        List<StepResult> steps,
        Facts facts) {

    static Explanation allowed(List<StepResult> steps, Facts facts) {
        return new Explanation(true, null, null, null, null, steps, facts);
    }

    static Explanation denied(
            int status,
            @Nullable String error,
            ErrorText description,
            ErrorText change,
            List<StepResult> steps,
            Facts facts) {
        return new Explanation(false, status, error, description, change, steps, facts);
    }

    /** The result of a step. */
    public enum Verdict {
        PASSED,
        FAILED,
        NOT_REACHED
    }

    /** One step of the decision. */
    @RegisterForReflection
    public record StepResult(Step step, Verdict verdict) {}

    /**
     * The facts of the decision.
     *
     * @param path the canonical path; null if the path is invalid
     * @param sufficientScopes the scopes that cover method and path
     * @param patterns all patterns that match the path, for any method
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record Facts(
            String method,
            @Nullable String path,
            @Nullable TokenFacts token,
            @Nullable ExternalTokenFacts externalToken,
            @Nullable ClientFacts client,
            @Nullable AccountFacts account,
            List<String> sufficientScopes,
            List<Pattern> patterns,
            @Nullable ServiceFacts service) {}

    /**
     * The token, or a hypothetical token.
     *
     * @param id null for a hypothetical token
     * @param scopesThatCount the scopes of the token that its client and user may still use
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    @TemplateData
    public record TokenFacts(
            @Nullable UUID id,
            List<String> scopes,
            List<String> scopesThatCount,
            @Nullable String resource,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt,
            boolean revoked) {}

    /**
     * The token of another issuer.
     *
     * @param issuer the name of the trusted issuer
     * @param finding the reason why the token is rejected; null for an accepted token
     * @param scopes the scopes that the issuer granted
     * @param mappedScopes the scopes of Gatehouse that these are mapped to
     * @param scopesThatCount the mapped scopes that an external caller may use
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    @TemplateData
    public record ExternalTokenFacts(
            String issuer,
            String issuerUrl,
            Validation validation,
            @Nullable ErrorText finding,
            @Nullable String client,
            @Nullable String subject,
            @Nullable List<String> scopes,
            @Nullable List<String> mappedScopes,
            @Nullable List<String> scopesThatCount,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt) {

        static Builder of(TrustedIssuer issuer) {
            return new Builder(issuer);
        }

        /** Builds the facts. A rejected token has none but its issuer and the finding. */
        static final class Builder {
            private final TrustedIssuer issuer;
            private @Nullable ErrorText finding;
            private @Nullable String client;
            private @Nullable String subject;
            private @Nullable List<String> scopes;
            private @Nullable List<String> mappedScopes;
            private @Nullable List<String> scopesThatCount;
            private @Nullable Instant issuedAt;
            private @Nullable Instant expiresAt;

            private Builder(TrustedIssuer issuer) {
                this.issuer = issuer;
            }

            Builder finding(ErrorText value) {
                finding = value;
                return this;
            }

            Builder token(ExternalToken token) {
                client = token.client();
                subject = token.subject();
                issuedAt = token.issuedAt();
                expiresAt = token.expiresAt();
                return this;
            }

            Builder scopes(List<String> granted, List<String> mapped, List<String> counting) {
                scopes = granted;
                mappedScopes = mapped;
                scopesThatCount = counting;
                return this;
            }

            ExternalTokenFacts build() {
                return new ExternalTokenFacts(
                        issuer.name(),
                        issuer.issuer(),
                        issuer.validation(),
                        finding,
                        client,
                        subject,
                        scopes,
                        mappedScopes,
                        scopesThatCount,
                        issuedAt,
                        expiresAt);
            }
        }
    }

    /**
     * The client of the token.
     *
     * @param scopes the scopes that the client may request
     */
    @RegisterForReflection
    public record ClientFacts(String clientId, String name, String version, boolean active, List<String> scopes) {}

    /** The account of the user who granted the token. */
    @RegisterForReflection
    public record AccountFacts(String username, boolean active) {}

    /**
     * A service URL of a scope.
     *
     * @param methods empty if the URL applies to all methods
     */
    @RegisterForReflection
    public record Pattern(String scope, String url, List<String> methods) {}

    /**
     * The service that is exposed at the path.
     *
     * @param id null if the service exists, but not for the method
     * @param goesBefore the paths of other services that match the call and are less specific; null if there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record ServiceFacts(
            @Nullable UUID id,
            @Nullable String path,
            List<String> methods,
            @Nullable List<String> goesBefore) {

        /** Returns the facts of a service that exists for other methods only. */
        static ServiceFacts ofOtherMethods(List<String> methods) {
            return new ServiceFacts(null, null, methods, null);
        }
    }
}
