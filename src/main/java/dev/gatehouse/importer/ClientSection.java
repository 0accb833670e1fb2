// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.client.RedirectUri;
import dev.gatehouse.http.WebOrigin;
import dev.gatehouse.platform.LowerCase;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.problem.FieldErrors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clients of the configuration file in the making: applies the rules of registration to foreign clients. */
final class ClientSection {
    private static final String KIND = "client";
    private static final int MAX_URIS = 50;
    private static final int MAX_URI = 2000;

    /** The minimum length of a secret whose digest is stored. */
    private static final int LEAST_SECRET = 32;

    /** A digest that no known secret has, for a client whose secret cannot be imported. */
    private static final String UNKNOWN_SECRET = "sha256:" + "0".repeat(64);

    private static final Set<String> WITH_REDIRECT = Set.of("authorization_code", "implicit");
    private static final Set<String> CONFIDENTIAL_ONLY = Set.of("client_credentials", "password");

    private final Draft draft;
    private final SecretForm secrets;
    private final List<ObjectNode> clients = new ArrayList<>();
    private final Set<String> ids = new HashSet<>(Set.of("gatehouse-admin"));
    private final Set<String> names = new HashSet<>(Set.of("gatehouse administration/1"));
    private final Set<String> variables = new HashSet<>();

    ClientSection(Draft draft, SecretForm secrets) {
        this.draft = draft;
        this.secrets = secrets;
    }

    List<ObjectNode> all() {
        return clients;
    }

    /** Adds a client, or reports why it is left out. */
    void add(ForeignClient client) {
        var place = client.id.place();
        var label = client.id.text();
        var redirectUris = redirectUris(client);
        var grants = grants(client, redirectUris);
        if (grants.isEmpty()) {
            draft.leftOut(KIND, label, place, "No grant is left that Gatehouse has.");
            return;
        }
        var id = Names.clientId(label);
        if (id.isEmpty()) {
            draft.leftOut(KIND, label, place, "The client ID has no character that a client ID may have.");
            return;
        }
        draft.count(place);
        id = Names.unique(id, Names.MAX, ids::contains);
        ids.add(id);
        if (!id.equals(label)) {
            draft.changed(KIND, label, place, "The client ID in Gatehouse is `" + id + "`. Change it in the client.");
        }
        var json = JsonNodeFactory.instance.objectNode().put("clientId", id);
        identify(json, client, id);
        if (client.description != null) {
            Draft.describe(json, client.description.text());
        }
        json.put("type", client.confidential ? "CONFIDENTIAL" : "PUBLIC");
        if (!redirectUris.isEmpty()) {
            json.set("redirectUris", Draft.array(redirectUris));
        }
        origins(json, client);
        json.set("grantTypes", Draft.array(grants));
        values(json, client);
        scopes(json, client);
        if (client.confidential) {
            secret(json, client, id);
        }
        clients.add(json);
    }

    private void identify(ObjectNode json, ForeignClient client, String id) {
        var version = Names.version(client.version);
        var kept = version.isEmpty() ? "1" : version;
        var allowed = Names.clientName(client.name.text());
        var name = Names.unique(
                allowed.isEmpty() ? id : allowed, Names.MAX, other -> names.contains(LowerCase.of(other + "/" + kept)));
        names.add(LowerCase.of(name + "/" + kept));
        if (!name.equals(client.name.text())) {
            draft.changed(KIND, client.id.text(), client.name.place(), "The name in Gatehouse is `" + name + "`.");
        }
        json.put("name", name).put("version", kept);
    }

    private Set<String> redirectUris(ForeignClient client) {
        var uris = new LinkedHashSet<String>();
        var canonical = new HashSet<String>();
        for (var foreign : client.redirectUris) {
            var uri = foreign.text().strip();
            var why = problem(uri);
            if (why == null && uris.size() == MAX_URIS) {
                why = "A client has at most " + MAX_URIS + " redirect URIs.";
            }
            if (why != null) {
                draft.leftOut(KIND, client.id.text(), foreign.place(), "The redirect URI " + uri + ": " + why);
            } else if (canonical.add(RedirectUri.canonical(uri))) {
                uris.add(uri);
            }
        }
        return uris;
    }

    /** Returns why a redirect URI cannot be registered; null: it can. */
    private static @Nullable String problem(String uri) {
        var errors = new FieldErrors();
        errors.required("uri", uri, MAX_URI);
        return errors.isEmpty()
                ? RedirectUri.problem(uri).map(why -> why.inEnglish()).orElse(null)
                : errors.first().inEnglish();
    }

    private Set<String> grants(ForeignClient client, Set<String> redirectUris) {
        var grants = new LinkedHashSet<String>();
        for (var grant : client.grants) {
            if (WITH_REDIRECT.contains(grant) && redirectUris.isEmpty()) {
                draft.leftOut(
                        KIND,
                        client.id.text(),
                        client.id.place(),
                        "The grant " + grant + " needs a redirect URI, and none is left.");
            } else if (CONFIDENTIAL_ONLY.contains(grant) && !client.confidential) {
                draft.leftOut(
                        KIND,
                        client.id.text(),
                        client.id.place(),
                        "Only a confidential client may have the grant " + grant + ".");
            } else {
                grants.add(grant);
            }
        }
        return grants;
    }

    private void origins(ObjectNode json, ForeignClient client) {
        if (client.origins == null) {
            return;
        }
        var origins = new LinkedHashSet<String>();
        for (var foreign : client.origins) {
            var errors = new FieldErrors();
            var read = WebOrigin.read("origin", List.of(foreign.text()), errors);
            if (!errors.isEmpty()) {
                draft.leftOut(
                        KIND,
                        client.id.text(),
                        foreign.place(),
                        "The origin " + foreign.text() + ": " + errors.first().inEnglish());
            } else if (origins.size() == MAX_URIS) {
                draft.leftOut(
                        KIND, client.id.text(), foreign.place(), "A client has at most " + MAX_URIS + " origins.");
            } else {
                origins.addAll(read);
            }
        }
        json.set("allowedOrigins", Draft.array(origins));
    }

    private static void values(ObjectNode json, ForeignClient client) {
        if (client.requirePkce != null) {
            json.put("requirePkce", client.requirePkce);
        }
        if (client.lifetime != null) {
            json.put("expiration", client.lifetime == 0 ? "NEVER" : "SECONDS");
            if (client.lifetime > 0) {
                json.put("expirationSeconds", client.lifetime);
            }
        }
        if (client.refreshes != null) {
            json.put("refresh", client.refreshes < 0 ? "UNLIMITED" : "LIMITED");
            if (client.refreshes >= 0) {
                json.put("refreshCount", client.refreshes);
            }
        }
        if (client.approval != null) {
            json.put("approval", client.approval);
        }
        if (!client.active) {
            json.put("active", false);
        }
    }

    private void scopes(ObjectNode json, ForeignClient client) {
        var associated = new LinkedHashSet<String>();
        for (var foreign : client.scopes) {
            draft.scopes()
                    .named(foreign.text())
                    .ifPresentOrElse(
                            associated::add,
                            () -> draft.leftOut(
                                    KIND,
                                    client.id.text(),
                                    foreign.place(),
                                    "The scope " + foreign.text() + " is not imported."));
        }
        if (!associated.isEmpty()) {
            json.set("scopes", Draft.array(associated));
        }
    }

    private void secret(ObjectNode json, ForeignClient client, String id) {
        var secret = client.secret;
        var place = secret == null ? client.id.place() : secret.place();
        var isLong = secret != null && secret.text().length() >= LEAST_SECRET;
        var why = secret == null
                ? "The source does not have the client's secret."
                : "The client's secret has fewer than " + LEAST_SECRET + " characters.";
        if (secrets == SecretForm.ENV) {
            var variable = variable(id);
            json.putObject("clientSecret").put("env", variable);
            draft.toDo(
                    KIND,
                    client.id.text(),
                    place,
                    isLong
                            ? "Set the variable " + variable + " of the server to the client's secret."
                            : why + " Set the variable " + variable + " of the server to a new one.");
            return;
        }
        var reference = json.putObject("clientSecret");
        if (secret != null && isLong) {
            var digest = Sha256.of(secret.text()).bytes();
            reference.put("hash", "sha256:" + HexFormat.of().formatHex(digest));
            return;
        }
        reference.put("hash", UNKNOWN_SECRET);
        draft.toDo(
                KIND,
                client.id.text(),
                place,
                why + " Replace the digest in the file, which is that of no secret, by the digest of a new one.");
    }

    private String variable(String id) {
        var name = "GATEHOUSE_SECRET_" + id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        var variable = name;
        for (var number = 2; !variables.add(variable); number++) {
            variable = name + "_" + number;
        }
        return variable;
    }
}
