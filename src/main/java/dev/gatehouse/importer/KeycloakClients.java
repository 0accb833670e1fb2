// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the clients of a realm export. */
final class KeycloakClients {
    private static final String KIND = "client";
    private static final String MASKED = "**********";
    private static final String NOT_THERE = "Gatehouse has no counterpart.";

    private static final Set<String> OF_KEYCLOAK =
            Set.of("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console");

    private static final String SERVICE_ACCOUNT_GRANT = "client_credentials";
    private static final String CODE_GRANT = "authorization_code";

    /** Fields that are read, or that say nothing about OAuth. */
    private static final Set<String> HANDLED = Set.of(
            "id",
            "clientId",
            "name",
            "description",
            "enabled",
            "protocol",
            "publicClient",
            "bearerOnly",
            "standardFlowEnabled",
            "implicitFlowEnabled",
            "directAccessGrantsEnabled",
            "serviceAccountsEnabled",
            "consentRequired",
            "redirectUris",
            "webOrigins",
            "rootUrl",
            "secret",
            "clientAuthenticatorType",
            "defaultClientScopes",
            "optionalClientScopes",
            "attributes",
            "fullScopeAllowed",
            "frontchannelLogout",
            "nodeReRegistrationTimeout",
            "surrogateAuthRequired",
            "alwaysDisplayInConsole",
            "notBefore",
            "access");

    private static final Map<String, String> REASONS = Map.of(
            "protocolMappers", "Tokens of Gatehouse have fixed claims.",
            "authorizationSettings", "Scopes and groups decide about calls.",
            "authorizationServicesEnabled", "Scopes and groups decide about calls.",
            "defaultRoles", "Tokens of Gatehouse contain no roles.",
            "baseUrl", "Gatehouse does not link to applications.",
            "adminUrl", "Gatehouse sends no notices to applications.");

    private static final String LIFETIME = "access.token.lifespan";
    private static final String PKCE = "pkce.code.challenge.method";
    private static final String REFRESH = "use.refresh.tokens";

    /** Attributes that are read, or that say nothing about OAuth. */
    private static final Set<String> HANDLED_ATTRIBUTES = Set.of(
            LIFETIME,
            PKCE,
            REFRESH,
            "acr.loa.map",
            "backchannel.logout.session.required",
            "client.secret.creation.time",
            "display.on.consent.screen",
            "frontchannel.logout.session.required",
            "login_theme",
            "post.logout.redirect.uris",
            "realm_client");

    private final Draft draft;
    private final Set<String> scopesOfKeycloak;

    KeycloakClients(Draft draft, Set<String> scopesOfKeycloak) {
        this.draft = draft;
        this.scopesOfKeycloak = scopesOfKeycloak;
    }

    void read(SourceNode source) {
        var id = source.field("clientId")
                .map(SourceNode::located)
                .orElseThrow(() -> ImportFault.at(source.place(), "`clientId` is missing."));
        var why = reasonAgainst(source, id.text());
        if (why.isPresent()) {
            draft.leftOut(KIND, id.text(), id.place(), why.get());
            return;
        }
        var client = new ForeignClient(id);
        source.field("name")
                .map(SourceNode::located)
                .filter(name -> !name.text().isBlank() && !name.text().startsWith("${"))
                .ifPresent(name -> client.name = name);
        source.field("description").ifPresent(text -> client.description = text.located());
        client.confidential = !source.flag("publicClient", false);
        client.active = source.flag("enabled", true);
        grants(source, client);
        redirectUris(source, client);
        origins(source, client);
        attributes(source, client);
        approval(source, client);
        scopes(source, client);
        secret(source, client);
        source.fieldsExcept(HANDLED)
                .forEach((name, value) ->
                        leaveOut(client, value.place(), name + ": " + REASONS.getOrDefault(name, NOT_THERE)));
        draft.clients().add(client);
    }

    private static Optional<String> reasonAgainst(SourceNode source, String id) {
        if (OF_KEYCLOAK.contains(id) || id.endsWith("-realm")) {
            return Optional.of("Keycloak needs this client itself.");
        }
        var protocol = source.text("protocol");
        if (!protocol.isEmpty() && !protocol.equals("openid-connect")) {
            return Optional.of("Gatehouse has OAuth only, not " + protocol + ".");
        }
        return source.flag("bearerOnly", false)
                ? Optional.of("The client gets no tokens. Register it as a resource server if it introspects tokens.")
                : Optional.empty();
    }

    private void leaveOut(ForeignClient client, Place place, String why) {
        draft.leftOut(KIND, client.id.text(), place, why);
    }

    private static void grants(SourceNode source, ForeignClient client) {
        if (source.flag("standardFlowEnabled", true)) {
            client.grants.add(CODE_GRANT);
        }
        if (source.flag("implicitFlowEnabled", false)) {
            client.grants.add("implicit");
        }
        if (source.flag("serviceAccountsEnabled", false)) {
            client.grants.add(SERVICE_ACCOUNT_GRANT);
        }
        if (source.flag("directAccessGrantsEnabled", false)) {
            client.grants.add("password");
        }
    }

    // Redirect URIs

    /**
     * Reads the redirect URIs. A URI with a wildcard is left out. If all have wildcards, the client gets the part before
     * the first wildcard and is inactive, so that its other values are not lost.
     */
    private void redirectUris(SourceNode source, ForeignClient client) {
        if (!client.grants.contains(CODE_GRANT) && !client.grants.contains("implicit")) {
            source.field("redirectUris")
                    .filter(uris -> !uris.isEmpty())
                    .ifPresent(uris -> leaveOut(client, uris.place(), "No grant of the client needs redirect URIs."));
            return;
        }
        var root = source.text("rootUrl");
        var narrowed = new ArrayList<Located>();
        for (var foreign : source.texts("redirectUris")) {
            var uri = foreign.text().strip();
            if (uri.startsWith("/")) {
                if (root.isEmpty() || root.contains("${")) {
                    leaveOut(
                            client,
                            foreign.place(),
                            "The redirect URI " + uri + " is relative, and rootUrl is missing.");
                    continue;
                }
                uri = root.replaceFirst("/+$", "") + uri;
            }
            if (uri.indexOf('*') < 0) {
                client.redirectUris.add(new Located(uri, foreign.place()));
                continue;
            }
            leaveOut(
                    client,
                    foreign.place(),
                    "The redirect URI " + uri + " has a wildcard. Redirect URIs must match exactly.");
            var before = uri.substring(0, uri.indexOf('*'));
            if (!isScheme(before)) {
                narrowed.add(new Located(before, foreign.place()));
            }
        }
        if (client.redirectUris.isEmpty() && !narrowed.isEmpty()) {
            client.redirectUris.addAll(narrowed);
            client.active = false;
            draft.toDo(
                    KIND,
                    client.id.text(),
                    narrowed.getFirst().place(),
                    "The client is inactive. Replace its redirect URIs, which are cut at the wildcard, and set `active`"
                            + " to true.");
        }
    }

    /** Returns whether nothing but a scheme is before the wildcard. */
    private static boolean isScheme(String before) {
        return before.isEmpty() || before.endsWith(":") || before.endsWith("//");
    }

    /** Reads the web origins. A plus sign stands for the origins of the redirect URIs. */
    private void origins(SourceNode source, ForeignClient client) {
        var foreign = source.texts("webOrigins");
        var ofRedirects = foreign.stream().anyMatch(origin -> origin.text().equals("+"));
        var others = new ArrayList<Located>();
        for (var origin : foreign) {
            if (origin.text().equals("*")) {
                leaveOut(client, origin.place(), "The origin * would allow scripts of every web page.");
            } else if (!origin.text().equals("+")) {
                others.add(origin);
            }
        }
        if (ofRedirects && others.isEmpty()) {
            return;
        }
        if (ofRedirects) {
            client.redirectUris.stream()
                    .flatMap(uri -> origin(uri).stream())
                    .filter(origin ->
                            others.stream().noneMatch(other -> other.text().equals(origin.text())))
                    .forEach(others::add);
        }
        client.origins = others;
    }

    private static List<Located> origin(Located redirectUri) {
        try {
            var uri = new URI(redirectUri.text());
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getRawAuthority() != null
                    ? List.of(new Located(uri.getScheme() + "://" + uri.getRawAuthority(), redirectUri.place()))
                    : List.of();
        } catch (URISyntaxException malformed) {
            return List.of();
        }
    }

    // Other values

    private void attributes(SourceNode source, ForeignClient client) {
        var refreshes = client.grants.contains(CODE_GRANT) || client.grants.contains("password");
        client.refreshes = refreshes ? -1 : 0;
        var found = source.field("attributes");
        pkce(client, found.map(attributes -> attributes.text(PKCE)).orElse(""), found.orElse(source));
        if (found.isEmpty()) {
            return;
        }
        var attributes = found.get();
        if (!attributes.flag(REFRESH, true)) {
            client.refreshes = 0;
        }
        attributes.number(LIFETIME).ifPresent(seconds -> {
            if (seconds > 0) {
                client.lifetime = seconds;
            } else if (seconds < 0) {
                attributes
                        .field(LIFETIME)
                        .ifPresent(
                                value -> leaveOut(client, value.place(), "Access tokens do not end with a session."));
            }
        });
        attributes
                .fieldsExcept(HANDLED_ATTRIBUTES)
                .forEach((name, value) -> leaveOut(client, value.place(), "The attribute " + name + ": " + NOT_THERE));
    }

    private void pkce(ForeignClient client, String method, SourceNode place) {
        if (!client.grants.contains(CODE_GRANT)) {
            return;
        }
        if (!method.isEmpty()) {
            client.requirePkce = "YES";
            if (!method.equals("S256")) {
                draft.changed(
                        KIND,
                        client.id.text(),
                        place.place(),
                        "PKCE needs the method S256, which the client must use.");
            }
        } else if (!client.confidential) {
            draft.changed(
                    KIND,
                    client.id.text(),
                    place.place(),
                    "A public client must use PKCE. Set `requirePkce` to NO for a client that cannot.");
        }
    }

    private void approval(SourceNode source, ForeignClient client) {
        if (source.flag("consentRequired", false)) {
            client.approval = "ONCE";
        } else if (client.confidential) {
            client.approval = "NEVER";
        } else {
            client.approval = "ONCE";
            if (client.grants.contains(CODE_GRANT) || client.grants.contains("implicit")) {
                draft.changed(
                        KIND,
                        client.id.text(),
                        source.place(),
                        "Users are asked once, because any application can use the ID of a public client.");
            }
        }
    }

    private void scopes(SourceNode source, ForeignClient client) {
        for (var list : List.of("defaultClientScopes", "optionalClientScopes")) {
            source.texts(list).stream()
                    .filter(scope -> !scopesOfKeycloak.contains(scope.text()))
                    .forEach(client.scopes::add);
        }
    }

    private void secret(SourceNode source, ForeignClient client) {
        if (!client.confidential) {
            return;
        }
        var other = source.field("clientAuthenticatorType")
                .filter(type -> !type.text().equals("client-secret"));
        if (other.isPresent()) {
            leaveOut(client, other.get().place(), other.get().text() + ": Clients authenticate with a secret.");
            return;
        }
        source.field("secret")
                .map(SourceNode::located)
                .filter(secret -> !secret.text().isEmpty() && !secret.text().equals(MASKED))
                .ifPresent(secret -> client.secret = secret);
    }
}
