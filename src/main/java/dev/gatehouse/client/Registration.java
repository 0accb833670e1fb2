// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.http.WebOrigin;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.InvisibleCharacters;
import dev.gatehouse.problem.WhiteSpace;
import dev.gatehouse.tenant.Settings;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of client registration. Copies an input into a client and reports every violated rule. */
final class Registration {
    private static final String FORBIDDEN = "&()\\;,/\":'<>";
    private static final List<String> REGISTRABLE =
            List.of("authorization_code", "implicit", "client_credentials", "password");
    private static final int MAX_NAME = 100;
    private static final int MAX_VERSION = 50;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_URIS = 50;
    private static final int MAX_URI = 2000;
    private static final int MAX_REFRESH_DAYS = 3650;

    private final ClientInput input;
    private final Settings settings;
    private final FieldErrors errors;

    Registration(ClientInput input, Settings settings, FieldErrors errors) {
        this.input = input;
        this.settings = settings;
        this.errors = errors;
    }

    /** Sets name and version, for new clients only. */
    void identify(Client client) {
        client.name = named("name", input.name(), MAX_NAME);
        client.version = named("version", input.version(), MAX_VERSION);
    }

    void keepIdentity(Client client) {
        errors.check(input.active() != null, "active", CommonErrors.required());
        errors.check(input.scopes() != null, "scopes", CommonErrors.required());
        errors.check(
                input.name() == null || WhiteSpace.strip(input.name()).equals(client.name),
                "name",
                CommonErrors.immutable());
        errors.check(
                input.version() == null || WhiteSpace.strip(input.version()).equals(client.version),
                "version",
                CommonErrors.immutable());
    }

    /** Sets everything but name and version. */
    void apply(Client client) {
        client.description = errors.optional("description", input.description(), MAX_DESCRIPTION);
        client.type = input.type() == null ? ClientType.CONFIDENTIAL : input.type();
        client.grants(grants(client.type));
        client.redirectUris = redirectUris(client.grants()).toArray(String[]::new);
        client.allowedOrigins = input.allowedOrigins() == null
                ? null
                : WebOrigin.read("allowedOrigins", input.allowedOrigins(), errors)
                        .toArray(String[]::new);
        client.requirePkce = input.requirePkce() == null ? PkceRule.GLOBAL : input.requirePkce();
        client.approval = input.approval() == null ? Approval.ALWAYS : input.approval();
        client.accessTokenFormat = input.accessTokenFormat();
        client.accessTokenTypeHeader = input.accessTokenTypeHeader();
        client.resourceServer = Boolean.TRUE.equals(input.resourceServer());
        errors.check(
                !client.resourceServer || client.type == ClientType.CONFIDENTIAL,
                "resourceServer",
                ClientErrors.notConfidential());
        client.rateLimit = RateLimit.read(input.rateLimit(), errors);
        client.active = input.active() == null || input.active();
        applyExpiration(client);
        client.refreshCount = refreshCount();
        client.refreshInactivityDays = days("refreshInactivityDays", input.refreshInactivityDays());
        client.refreshMaximumAgeDays = days("refreshMaximumAgeDays", input.refreshMaximumAgeDays());
    }

    private String named(String field, @Nullable String value, int maxLength) {
        var text = errors.required(field, value, maxLength);
        errors.check(
                text.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0) && !InvisibleCharacters.areIn(text),
                field,
                ClientErrors.forbiddenCharacters());
        return text;
    }

    private Set<GrantType> grants(ClientType type) {
        var names = input.grantTypes() == null ? List.of(GrantType.AUTHORIZATION_CODE.wireName()) : input.grantTypes();
        var grants = EnumSet.noneOf(GrantType.class);
        for (var name : names) {
            var grant = GrantType.of(name == null ? "" : name).filter(known -> known != GrantType.REFRESH_TOKEN);
            errors.check(grant.isPresent(), "grantTypes", CommonErrors.notOneOf(REGISTRABLE));
            grant.ifPresent(grants::add);
        }
        errors.check(
                type == ClientType.CONFIDENTIAL
                        || (!grants.contains(GrantType.CLIENT_CREDENTIALS) && !grants.contains(GrantType.PASSWORD)),
                "grantTypes",
                ClientErrors.confidentialGrants());
        return grants;
    }

    private Set<String> redirectUris(Set<GrantType> grants) {
        var typed = input.redirectUris() == null ? List.<String>of() : input.redirectUris();
        var needed = grants.contains(GrantType.AUTHORIZATION_CODE) || grants.contains(GrantType.IMPLICIT);
        errors.check(!needed || !typed.isEmpty(), "redirectUris", ClientErrors.redirectUriMissing());
        errors.check(typed.size() <= MAX_URIS, "redirectUris", CommonErrors.tooManyEntries(MAX_URIS));
        var uris = new LinkedHashSet<String>();
        var seen = new HashSet<String>();
        for (var i = 0; i < typed.size(); i++) {
            var field = "redirectUris[" + i + "]";
            var uri = errors.required(field, typed.get(i), MAX_URI);
            if (!uri.isEmpty()) {
                RedirectUri.problem(uri).ifPresent(problem -> errors.add(field, problem));
                errors.check(seen.add(RedirectUri.canonical(uri)), field, CommonErrors.duplicateEntry());
                uris.add(uri);
            }
        }
        return uris;
    }

    private void applyExpiration(Client client) {
        client.expiration = input.expiration() == null ? Expiration.GLOBAL : input.expiration();
        client.expirationSeconds = input.expirationSeconds();
        if (client.expiration == Expiration.SECONDS) {
            errors.check(
                    client.expirationSeconds != null && client.expirationSeconds >= 1,
                    "expirationSeconds",
                    CommonErrors.outOfRange(1, Integer.MAX_VALUE));
        } else {
            errors.check(
                    client.expirationSeconds == null, "expirationSeconds", ClientErrors.onlyWithExpirationSeconds());
        }
    }

    private @Nullable Integer days(String field, @Nullable Integer days) {
        errors.check(
                days == null || (days >= 0 && days <= MAX_REFRESH_DAYS),
                field,
                CommonErrors.outOfRange(0, MAX_REFRESH_DAYS));
        return days;
    }

    private @Nullable Integer refreshCount() {
        var count = input.refreshCount();
        errors.check(count == null || count >= 0, "refreshCount", CommonErrors.outOfRange(0, Integer.MAX_VALUE));
        if (input.refresh() == RefreshLimit.UNLIMITED) {
            errors.check(count == null, "refreshCount", ClientErrors.onlyWithLimitedRefresh());
            return null;
        }
        if (input.refresh() == null && count == null) {
            return settings.refreshCount();
        }
        return count == null ? Integer.valueOf(0) : count;
    }
}
