// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.issuer.Validation;
import dev.gatehouse.problem.ErrorText;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a call is denied, step by step, or that it is not.
 *
 * @param status what the caller is answered; null where the upstream answers
 * @param change what would change the verdict, in words; null where nothing has to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record Explanation(
        boolean allowed,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable ErrorText description,
        @Nullable ErrorText change,
        List<Taken> steps,
        Facts facts) {

    /** How a step ended. */
    public enum Verdict {
        PASSED,
        FAILED,
        NOT_REACHED
    }

    /** One step of the decision. */
    @RegisterForReflection
    public record Taken(Step step, Verdict verdict) {}

    /**
     * What the decision knew.
     *
     * @param path the canonical one; null where it cannot be read
     * @param sufficientScopes the scopes that cover method and path
     * @param patterns every pattern that matches the path, whatever the method
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
     * The token, or what one would be.
     *
     * @param id null: there is none, it is only supposed
     * @param scopesThatCount those of its scopes that its holder may still hold
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
     * @param finding what is wrong with it; null: nothing, and the rest is known
     * @param scopes the issuer's
     * @param mappedScopes ours that they stand for
     * @param scopesThatCount those of them that a caller from elsewhere may hold
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
            @Nullable Instant expiresAt) {}

    /**
     * The client of the token.
     *
     * @param scopes those that it may request
     */
    @RegisterForReflection
    public record ClientFacts(String clientId, String name, String version, boolean active, List<String> scopes) {}

    /** Who granted it. */
    @RegisterForReflection
    public record AccountFacts(String username, boolean active) {}

    /**
     * A service URL of a scope.
     *
     * @param methods none: all
     */
    @RegisterForReflection
    public record Pattern(String scope, String url, List<String> methods) {}

    /**
     * What is exposed under the path.
     *
     * @param id null where something is exposed, but not for the method
     * @param goesBefore the paths of other services that match the call, which it gets because it goes before them; null:
     *     there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record ServiceFacts(
            @Nullable UUID id,
            @Nullable String path,
            List<String> methods,
            @Nullable List<String> goesBefore) {}
}
