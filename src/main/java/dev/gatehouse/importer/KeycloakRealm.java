// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the realm export of Keycloak. Client scopes become scopes, realm roles and groups become groups, and the roles
 * that a client scope is limited to become the groups of the scope.
 */
final class KeycloakRealm {
    private static final String REALM = "realm";
    private static final int DAY = 86_400;
    private static final int MAX_DAYS = 3650;
    private static final int MAX_CODE_LIFETIME = 600;
    private static final String NOT_THERE = "Gatehouse has no counterpart.";

    /** Scopes that Keycloak creates in every realm. They select claims of ID tokens, which Gatehouse does not issue. */
    private static final Set<String> OF_KEYCLOAK = Set.of(
            "acr",
            "address",
            "basic",
            "email",
            "microprofile-jwt",
            "offline_access",
            "organization",
            "phone",
            "profile",
            "roles",
            "service_account",
            "web-origins");

    private static final Set<String> ROLES_OF_KEYCLOAK = Set.of("offline_access", "uma_authorization");

    /** Fields that are read, or that say nothing about OAuth. */
    private static final Set<String> HANDLED = Set.of(
            "id",
            REALM,
            "displayName",
            "displayNameHtml",
            "enabled",
            "notBefore",
            "keycloakVersion",
            "clients",
            "clientScopes",
            "roles",
            "defaultRole",
            "groups",
            "scopeMappings",
            "defaultDefaultClientScopes",
            "defaultOptionalClientScopes",
            "accessTokenLifespan",
            "accessCodeLifespan",
            "ssoSessionIdleTimeout",
            "ssoSessionMaxLifespan");

    private static final Map<String, String> REASONS = Map.of(
            "users",
            "Accounts are not part of configuration files. Invite the users.",
            "identityProviders",
            "Gatehouse signs users in itself.",
            "clientScopeMappings",
            "Tokens of Gatehouse contain no roles.",
            "defaultSignatureAlgorithm",
            "Gatehouse has keys of its own; choose the algorithm in the settings.",
            "revokeRefreshToken",
            "Gatehouse always replaces a refresh token when it is used.",
            "sslRequired",
            "Gatehouse requires HTTPS unless its settings say otherwise.",
            "smtpServer",
            "Gatehouse sends no e-mail.");

    private final Draft draft;

    KeycloakRealm(Draft draft) {
        this.draft = draft;
    }

    void read(SourceNode realm) {
        if (!realm.has(REALM) || !(realm.has("clients") || realm.has("clientScopes"))) {
            throw ImportFault.at(
                    realm.place(), "This is not a realm export of Keycloak: `realm` and `clients` are missing.");
        }
        lifetimes(realm);
        realm.field("roles").ifPresent(roles -> roles(roles, realm.text(REALM)));
        realm.list("groups").forEach(group -> group(group, ""));
        realm.list("clientScopes").forEach(this::scope);
        realm.list("scopeMappings").forEach(this::limit);
        var clients = new KeycloakClients(draft, OF_KEYCLOAK);
        realm.list("clients").forEach(clients::read);
        realm.fieldsExcept(HANDLED)
                .forEach((name, value) ->
                        draft.leftOut(REALM, name, value.place(), REASONS.getOrDefault(name, NOT_THERE)));
    }

    private void lifetimes(SourceNode realm) {
        var access = realm.number("accessTokenLifespan");
        if (access.isPresent() && access.getAsInt() > 0) {
            draft.setting("accessTokenLifetime", access.getAsInt());
        }
        realm.number("accessCodeLifespan").ifPresent(seconds -> {
            if (seconds >= 1 && seconds <= MAX_CODE_LIFETIME) {
                draft.setting("authorizationCodeLifetime", seconds);
            } else {
                leaveOut(realm, "accessCodeLifespan", "Authorization codes are valid for 1 to 600 seconds.");
            }
        });
        days(realm, "ssoSessionIdleTimeout", "refreshInactivityDays");
        days(realm, "ssoSessionMaxLifespan", "refreshMaximumAgeDays");
    }

    /** Reads a lifetime of sessions, and so of refresh tokens, which Gatehouse has in days. */
    private void days(SourceNode realm, String field, String setting) {
        realm.number(field).ifPresent(seconds -> {
            if (seconds > 0 && seconds % DAY == 0 && seconds / DAY <= MAX_DAYS) {
                draft.setting(setting, seconds / DAY);
            } else {
                leaveOut(
                        realm,
                        field,
                        "The setting " + setting + " is a number of days, and this is none: " + seconds + " seconds.");
            }
        });
    }

    private void leaveOut(SourceNode object, String field, String why) {
        object.field(field).ifPresent(value -> draft.leftOut(REALM, field, value.place(), why));
    }

    // Groups

    private void roles(SourceNode roles, String realm) {
        var ofEveryone = "default-roles-" + realm.toLowerCase(Locale.ROOT);
        for (var role : roles.list(REALM)) {
            var name = name(role);
            if (ROLES_OF_KEYCLOAK.contains(name.text()) || name.text().equals(ofEveryone)) {
                draft.leftOut("role", name.text(), name.place(), "Keycloak needs this role itself.");
                continue;
            }
            draft.group(name, description(role));
            unlessEmpty(role, "composites", "role", "Groups of Gatehouse do not contain each other.");
            unlessEmpty(role, "attributes", "role", NOT_THERE);
        }
        roles.field("client")
                .ifPresent(clients -> clients.fields().forEach((client, own) -> {
                    if (!own.isEmpty()) {
                        draft.leftOut("client role", client, own.place(), "Tokens of Gatehouse contain no roles.");
                    }
                }));
    }

    /** Reads a group with its subgroups, whose names contain that of the group. The reader bounds the depth. */
    private void group(SourceNode group, String parent) {
        var own = name(group);
        var name = new Located(parent + own.text(), own.place());
        draft.group(name, description(group));
        for (var field : new String[] {"attributes", "realmRoles", "clientRoles"}) {
            unlessEmpty(group, field, "group", NOT_THERE);
        }
        group.list("subGroups").forEach(sub -> group(sub, name.text() + "/"));
    }

    // Scopes

    private void scope(SourceNode scope) {
        var name = name(scope);
        if (!scope.text("protocol").equals("openid-connect")) {
            draft.leftOut(
                    "scope",
                    name.text(),
                    name.place(),
                    "Gatehouse has OAuth only, not " + scope.text("protocol") + ".");
            return;
        }
        if (OF_KEYCLOAK.contains(name.text())) {
            draft.leftOut(
                    "scope",
                    name.text(),
                    name.place(),
                    "It selects claims of OpenID Connect, which Gatehouse has not.");
            return;
        }
        var consent = scope.field("attributes")
                .map(attributes -> attributes.text("consent.screen.text"))
                .orElse("");
        draft.scopes().add(name, consent.isBlank() || consent.startsWith("${") ? description(scope) : consent);
        unlessEmpty(scope, "protocolMappers", "scope", "Tokens of Gatehouse have fixed claims.");
    }

    /** Reads which roles a user needs for a scope. */
    private void limit(SourceNode mapping) {
        var scope = mapping.text("clientScope");
        if (scope.isEmpty()) {
            draft.leftOut(
                    "role mapping", mapping.text("client"), mapping.place(), "Tokens of Gatehouse contain no roles.");
            return;
        }
        var name = draft.scopes().named(scope);
        if (name.isEmpty()) {
            draft.leftOut("role mapping", scope, mapping.place(), "The scope is not imported.");
            return;
        }
        var limited = false;
        for (var role : mapping.texts("roles")) {
            var group = draft.groupNamed(role.text());
            if (group.isPresent()) {
                draft.scopes().limit(name.get(), group.get());
                limited = true;
            } else {
                draft.leftOut("role mapping", scope, role.place(), "The role " + role.text() + " is not imported.");
            }
        }
        if (limited) {
            draft.toDo("scope", scope, mapping.place(), "Add the members of its groups, which files do not have.");
        }
    }

    private static Located name(SourceNode object) {
        return object.field("name")
                .map(SourceNode::located)
                .orElseThrow(() -> ImportFault.at(object.place(), "`name` is missing."));
    }

    /** Returns the description, unless it is the key of a text of Keycloak. */
    private static String description(SourceNode object) {
        var text = object.text("description");
        return text.startsWith("${") ? "" : text;
    }

    private void unlessEmpty(SourceNode object, String field, String kind, String why) {
        object.field(field)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> draft.leftOut(kind, name(object).text(), value.place(), field + ": " + why));
    }
}
