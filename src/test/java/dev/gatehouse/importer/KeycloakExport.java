// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Realm exports with the fields that Keycloak 26 writes. */
public final class KeycloakExport {
    private final JsonArray clients = new JsonArray();
    private final JsonArray clientScopes = new JsonArray();
    private final JsonArray realmRoles = new JsonArray();
    private final JsonArray groups = new JsonArray();
    private final JsonArray scopeMappings = new JsonArray();

    private KeycloakExport() {
        for (var role : List.of("offline_access", "uma_authorization", "default-roles-shop")) {
            realmRoles.add(role(role, "${role_" + role + "}"));
        }
        for (var scope : List.of("profile", "email", "roles", "web-origins", "acr", "basic", "offline_access")) {
            clientScopes.add(scope(scope, "openid-connect", "OpenID Connect built-in scope: " + scope));
        }
        clientScopes.add(scope("role_list", "saml", "SAML role list"));
        scopeMappings.add(new JsonObject()
                .put("clientScope", "offline_access")
                .put("roles", new JsonArray().add("offline_access")));
        for (var client : List.of("account", "admin-cli", "realm-management")) {
            clients.add(client(client).put("name", "${client_" + client + "}").put("publicClient", true));
        }
    }

    /** Returns a realm with a number of clients of each of four kinds, and a scope for each ten. */
    public static String withClients(int number, String prefix) {
        var export = new KeycloakExport();
        for (var i = 0; i < number; i++) {
            if (i % 10 == 0) {
                export.clientScopes.add(scope(prefix + ":scope-" + i, "openid-connect", "Scope " + i));
                export.realmRoles.add(role(prefix + "-role-" + i, "Role " + i));
                export.groups.add(new JsonObject()
                        .put("id", id(prefix + "group" + i))
                        .put("name", prefix + " group " + i)
                        .put("path", "/" + prefix + " group " + i)
                        .put("subGroups", new JsonArray())
                        .put("attributes", new JsonObject())
                        .put("realmRoles", new JsonArray())
                        .put("clientRoles", new JsonObject()));
                export.scopeMappings.add(new JsonObject()
                        .put("clientScope", prefix + ":scope-" + i)
                        .put("roles", new JsonArray().add(prefix + "-role-" + i)));
            }
            export.clients.add(ofKind(i, prefix));
        }
        return export.realm().encodePrettily();
    }

    private static JsonObject ofKind(int i, String prefix) {
        var client = client(prefix + "-client-" + i)
                .put("name", prefix + " client " + i)
                .put("description", "Client number " + i + ", for orders")
                .put(
                        "optionalClientScopes",
                        new JsonArray().add("offline_access").add(prefix + ":scope-" + i / 10 * 10));
        return switch (i % 4) {
            case 0 ->
                client.put("publicClient", true)
                        .put("redirectUris", new JsonArray().add("https://app" + i + ".example/callback"))
                        .put("webOrigins", new JsonArray().add("+"))
                        .put("attributes", attributes().put("pkce.code.challenge.method", "S256"));
            case 1 ->
                client.put("secret", secret(i))
                        .put("redirectUris", new JsonArray().add("https://web" + i + ".example/cb"))
                        .put("attributes", attributes().put("access.token.lifespan", "600"))
                        .put("consentRequired", true);
            case 2 ->
                client.put("secret", secret(i))
                        .put("standardFlowEnabled", false)
                        .put("serviceAccountsEnabled", true)
                        .put("attributes", attributes().put("client.secret.creation.time", "1700000000"));
            default ->
                client.put("secret", secret(i))
                        .put("redirectUris", new JsonArray().add("https://old" + i + ".example/*"))
                        .put("webOrigins", new JsonArray().add("*"));
        };
    }

    /** Returns a secret as Keycloak generates it. */
    static String secret(int i) {
        return (id("secret" + i) + id("more" + i)).replace("-", "").substring(0, 32);
    }

    private JsonObject realm() {
        return new JsonObject()
                .put("id", id("realm"))
                .put("realm", "shop")
                .put("notBefore", 0)
                .put("defaultSignatureAlgorithm", "RS256")
                .put("revokeRefreshToken", false)
                .put("refreshTokenMaxReuse", 0)
                .put("accessTokenLifespan", 300)
                .put("accessTokenLifespanForImplicitFlow", 900)
                .put("ssoSessionIdleTimeout", 1800)
                .put("ssoSessionMaxLifespan", 864000)
                .put("offlineSessionIdleTimeout", 2592000)
                .put("accessCodeLifespan", 60)
                .put("accessCodeLifespanLogin", 1800)
                .put("enabled", true)
                .put("sslRequired", "external")
                .put("registrationAllowed", false)
                .put(
                        "roles",
                        new JsonObject()
                                .put("realm", realmRoles)
                                .put(
                                        "client",
                                        new JsonObject()
                                                .put(
                                                        "account",
                                                        new JsonArray()
                                                                .add(role("view-profile", "${role_view-profile}")))
                                                .put("admin-cli", new JsonArray())))
                .put("groups", groups)
                .put("defaultRole", role("default-roles-shop", "${role_default-roles}"))
                .put("requiredCredentials", new JsonArray().add("password"))
                .put("otpPolicyType", "totp")
                .put("scopeMappings", scopeMappings)
                .put("clientScopeMappings", new JsonObject())
                .put("clients", clients)
                .put("clientScopes", clientScopes)
                .put(
                        "defaultDefaultClientScopes",
                        new JsonArray().add("profile").add("email"))
                .put("defaultOptionalClientScopes", new JsonArray().add("offline_access"))
                .put("browserSecurityHeaders", new JsonObject().put("xFrameOptions", "SAMEORIGIN"))
                .put("smtpServer", new JsonObject().put("password", "mail-password"))
                .put("eventsEnabled", false)
                .put("identityProviders", new JsonArray())
                .put("components", new JsonObject().put("org.keycloak.keys.KeyProvider", new JsonArray()))
                .put("authenticationFlows", new JsonArray().add(new JsonObject().put("alias", "browser")))
                .put("attributes", new JsonObject().put("cibaExpiresIn", "120"))
                .put("keycloakVersion", "26.2.0")
                .put("userManagedAccessAllowed", false);
    }

    /** Returns a confidential client with the authorization code grant and no redirect URI. */
    private static JsonObject client(String clientId) {
        return new JsonObject()
                .put("id", id(clientId))
                .put("clientId", clientId)
                .put("name", "")
                .put("description", "")
                .put("rootUrl", "")
                .put("adminUrl", "")
                .put("baseUrl", "")
                .put("surrogateAuthRequired", false)
                .put("enabled", true)
                .put("alwaysDisplayInConsole", false)
                .put("clientAuthenticatorType", "client-secret")
                .put("redirectUris", new JsonArray())
                .put("webOrigins", new JsonArray())
                .put("notBefore", 0)
                .put("bearerOnly", false)
                .put("consentRequired", false)
                .put("standardFlowEnabled", true)
                .put("implicitFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", false)
                .put("publicClient", false)
                .put("frontchannelLogout", true)
                .put("protocol", "openid-connect")
                .put("attributes", attributes())
                .put("authenticationFlowBindingOverrides", new JsonObject())
                .put("fullScopeAllowed", true)
                .put("nodeReRegistrationTimeout", -1)
                .put(
                        "defaultClientScopes",
                        new JsonArray().add("web-origins").add("profile").add("email"))
                .put("optionalClientScopes", new JsonArray().add("offline_access"));
    }

    private static JsonObject attributes() {
        return new JsonObject()
                .put("realm_client", "false")
                .put("oauth2.device.authorization.grant.enabled", "false")
                .put("backchannel.logout.session.required", "true")
                .put("backchannel.logout.revoke.offline.tokens", "false")
                .put("post.logout.redirect.uris", "+");
    }

    private static JsonObject scope(String name, String protocol, String description) {
        return new JsonObject()
                .put("id", id(name))
                .put("name", name)
                .put("description", description)
                .put("protocol", protocol)
                .put(
                        "attributes",
                        new JsonObject()
                                .put("include.in.token.scope", "true")
                                .put("consent.screen.text", "")
                                .put("display.on.consent.screen", "true"));
    }

    private static JsonObject role(String name, String description) {
        return new JsonObject()
                .put("id", id("role" + name))
                .put("name", name)
                .put("description", description)
                .put("composite", false)
                .put("clientRole", false)
                .put("containerId", id("realm"))
                .put("attributes", new JsonObject());
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }
}
