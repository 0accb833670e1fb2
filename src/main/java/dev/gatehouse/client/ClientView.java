// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.NotInEntityTag;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.TokenTypeHeader;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client as the admin API returns it.
 *
 * @param clientSecret the raw secret, only in the response that creates or regenerates it
 * @param previousSecretUntil until when the replaced secret stays valid; null if there is none
 * @param allowedOrigins the web origins for CORS; null: the origins of the https redirect URIs
 * @param refreshInactivityDays 0: no limit; null: the tenant's setting
 * @param refreshMaximumAgeDays 0: no maximum; null: the tenant's setting
 * @param accessTokenTypeHeader the {@code typ} header of JWT access tokens; null: the tenant's setting
 * @param managed true: configuration files manage the client; null: they do not
 * @param warnings the risks of this registration, in English
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@TemplateData
public record ClientView(
        String clientId,
        @JsonView(NotInEntityTag.class) @Nullable String clientSecret,
        @JsonView(NotInEntityTag.class) @Nullable Instant previousSecretUntil,
        String name,
        String version,
        @Nullable String description,
        ClientType type,
        List<String> redirectUris,
        @Nullable List<String> allowedOrigins,
        List<String> grantTypes,
        PkceRule requirePkce,
        Expiration expiration,
        @Nullable Integer expirationSeconds,
        RefreshLimit refresh,
        @Nullable Integer refreshCount,
        @Nullable Integer refreshInactivityDays,
        @Nullable Integer refreshMaximumAgeDays,
        Approval approval,
        @Nullable AccessTokenFormat accessTokenFormat,
        @Nullable TokenTypeHeader accessTokenTypeHeader,
        boolean resourceServer,
        @Nullable RateLimit rateLimit,
        boolean active,
        boolean builtIn,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,
        List<String> scopes,
        List<InGroup> groups,
        List<String> warnings,
        Instant createdAt,
        Instant updatedAt) {

    /** A group that the client is a member of. */
    public record InGroup(UUID id, String name) {}

    /** Omits the secret, so that no log line can contain the secret. */
    @Override
    public String toString() {
        return "ClientView[" + clientId + "]";
    }

    static ClientView of(
            Client client,
            List<String> scopes,
            List<InGroup> groups,
            @Nullable String secret,
            @Nullable Instant previousSecretUntil) {
        return new ClientView(
                client.clientId,
                secret,
                previousSecretUntil,
                client.name,
                client.version,
                client.description,
                client.type,
                List.of(client.redirectUris),
                client.allowedOrigins == null ? null : List.of(client.allowedOrigins),
                List.of(client.grantTypes),
                client.requirePkce,
                client.expiration,
                client.expirationSeconds,
                client.refreshCount == null ? RefreshLimit.UNLIMITED : RefreshLimit.LIMITED,
                client.refreshCount,
                client.refreshInactivityDays,
                client.refreshMaximumAgeDays,
                client.approval,
                client.accessTokenFormat,
                client.accessTokenTypeHeader,
                client.resourceServer,
                client.rateLimit,
                client.active,
                client.builtIn,
                ManagedObjects.shown(client.managed),
                scopes,
                groups,
                warnings(client),
                client.createdAt,
                client.updatedAt);
    }

    /** Returns the web origins whose scripts may read responses to this client. */
    public List<String> effectiveOrigins() {
        var listed = allowedOrigins == null ? null : allowedOrigins.toArray(String[]::new);
        return List.copyOf(AllowedOrigins.of(listed, redirectUris.toArray(String[]::new)));
    }

    /** Returns the risks behind {@link #warnings}, for translated texts. */
    public List<RegistrationRisk> risks() {
        var grants =
                grantTypes.stream().flatMap(name -> GrantType.of(name).stream()).collect(Collectors.toSet());
        return RegistrationRisk.of(type, requirePkce, grants, approval, expiration, redirectUris);
    }

    private static List<String> warnings(Client client) {
        return RegistrationRisk.of(
                        client.type,
                        client.requirePkce,
                        client.grants(),
                        client.approval,
                        client.expiration,
                        List.of(client.redirectUris))
                .stream()
                .map(RegistrationRisk::words)
                .toList();
    }
}
