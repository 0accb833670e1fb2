// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.NotInEntityTag;
import dev.gatehouse.issuer.IssuerInput.MappedScope;
import dev.gatehouse.problem.ErrorText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trusted issuer in answers of the admin API, without its secret.
 *
 * @param managed true: configuration files manage the issuer; null: they do not
 * @param warnings advice for administrators, and the findings of the check when the issuer was saved
 */
public record IssuerView(
        UUID id,
        String issuer,
        String name,
        @Nullable String description,
        boolean active,
        Validation validation,
        @Nullable String audience,
        List<String> algorithms,
        TokenTypes tokenTypes,
        String scopeClaim,
        @Nullable String clientClaim,
        List<String> clients,
        @Nullable String jwksUri,
        @Nullable String introspectionEndpoint,
        @Nullable String clientId,
        int cacheSeconds,
        String tokenPrefix,
        List<MappedScope> scopes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,
        Instant createdAt,
        Instant updatedAt,
        @JsonView(NotInEntityTag.class) List<ErrorText> warnings) {

    static IssuerView of(StoredIssuer issuer, List<MappedScope> scopes, List<ErrorText> warnings) {
        return new IssuerView(
                issuer.id,
                issuer.issuer,
                issuer.name,
                issuer.description,
                issuer.active,
                issuer.validation,
                issuer.audience,
                List.of(issuer.algorithms),
                issuer.tokenTypes,
                issuer.scopeClaim,
                issuer.clientClaim,
                List.of(issuer.clients),
                issuer.jwksUri,
                issuer.introspectionEndpoint,
                issuer.clientId,
                issuer.cacheSeconds,
                issuer.tokenPrefix,
                scopes,
                ManagedObjects.shown(issuer.managed),
                issuer.createdAt,
                issuer.updatedAt,
                warnings);
    }

    /** Adds warnings. */
    IssuerView warning(List<ErrorText> more) {
        var all = new ArrayList<>(warnings);
        all.addAll(more);
        return new IssuerView(
                id,
                issuer,
                name,
                description,
                active,
                validation,
                audience,
                algorithms,
                tokenTypes,
                scopeClaim,
                clientClaim,
                clients,
                jwksUri,
                introspectionEndpoint,
                clientId,
                cacheSeconds,
                tokenPrefix,
                scopes,
                managed,
                createdAt,
                updatedAt,
                List.copyOf(all));
    }
}
