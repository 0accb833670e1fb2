// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.account.GroupResource;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.issuer.IssuerResource;
import dev.gatehouse.listing.Page;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.service.ProjectResource;
import dev.gatehouse.service.ServiceResource;
import dev.gatehouse.service.upstream.UpstreamResource;
import dev.gatehouse.tenant.SettingsResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes the current tenant as a configuration file does: from the views of the admin API, with names instead of
 * IDs, and without built-in objects. Secrets are left out. The digest of a client's secret is left out too, because
 * a weak secret can be guessed from its digest.
 */
@ApplicationScoped
class Exports {
    private static final String MOST = String.valueOf(Page.MAX_SIZE);

    /** The fields of an issuer that apply to the other kind of validation. */
    private static final Set<String> ONLY_JWT = Set.of("algorithms", "tokenTypes", "jwksUri");

    private static final Set<String> ONLY_INTROSPECTION =
            Set.of("introspectionEndpoint", "clientId", "cacheSeconds", "tokenPrefix");

    private final ObjectMapper mapper;
    private final CurrentTenant tenant;
    private final SettingsResource settings;
    private final GroupResource groups;
    private final UpstreamResource upstreams;
    private final ProjectResource projects;
    private final ServiceResource services;
    private final ScopeResource scopes;
    private final ClientResource clients;
    private final IssuerResource issuers;

    Exports(
            ObjectMapper mapper,
            CurrentTenant tenant,
            SettingsResource settings,
            GroupResource groups,
            UpstreamResource upstreams,
            ProjectResource projects,
            ServiceResource services,
            ScopeResource scopes,
            ClientResource clients,
            IssuerResource issuers) {
        this.mapper = mapper;
        this.tenant = tenant;
        this.settings = settings;
        this.groups = groups;
        this.upstreams = upstreams;
        this.projects = projects;
        this.services = services;
        this.scopes = scopes;
        this.clients = clients;
        this.issuers = issuers;
    }

    /** Returns the current state, read in one transaction. */
    @Transactional
    Export export() {
        var root = mapper.createObjectNode();
        root.put("tenant", tenant.id());
        root.set("settings", fields(Kind.SETTINGS, settings.get(), false));
        section(root, Kind.GROUP, all(after -> groups.list(null, null, after, MOST)));
        section(root, Kind.UPSTREAM, all(after -> upstreams.list(null, null, after, MOST)));
        projects(root);
        scopes(root);
        clients(root);
        issuers(root);
        return new Export(root);
    }

    private void projects(ObjectNode root) {
        var byProject = new HashMap<String, ArrayNode>();
        for (var service : all(after -> services.list(null, null, null, null, after, MOST))) {
            var entry = fields(Kind.SERVICE, service, true);
            if (entry.path("resource").asText().isEmpty()) {
                entry.remove("resource");
            }
            if (entry.at("/cors/mode").asText().equals("OFF")) {
                entry.remove("cors");
            }
            byProject
                    .computeIfAbsent(service.projectId(), ignored -> mapper.createArrayNode())
                    .add(entry);
        }
        var list = root.putArray(Kind.PROJECT.section());
        for (var project : all(after -> projects.list(null, "name", after, MOST))) {
            var entry = list.add(fields(Kind.PROJECT, project, true)).get(list.size() - 1);
            var own = byProject.get(project.projectId());
            if (own != null) {
                ((ObjectNode) entry).set("services", own);
            }
        }
    }

    private void scopes(ObjectNode root) {
        var list = root.putArray(Kind.SCOPE.section());
        for (var scope : all(after -> scopes.list(null, null, after, MOST))) {
            if (!scope.builtIn()) {
                var entry = fields(Kind.SCOPE, scope, true);
                entry.remove("groups");
                if (!scope.groups().isEmpty()) {
                    var names = entry.putArray("groups");
                    scope.groups().forEach(group -> names.add(group.name()));
                }
                list.add(entry);
            }
        }
    }

    private void clients(ObjectNode root) {
        var list = root.putArray(Kind.CLIENT.section());
        for (var client : all(after -> clients.list(null, null, after, MOST))) {
            if (!client.builtIn()) {
                var entry = fields(Kind.CLIENT, client, true);
                if (client.allowedOrigins() != null) {
                    // An empty list allows no origin; a missing one has another meaning.
                    entry.set("allowedOrigins", mapper.valueToTree(client.allowedOrigins()));
                }
                entry.set("grantTypes", mapper.valueToTree(client.grantTypes()));
                list.add(entry);
            }
        }
    }

    private void issuers(ObjectNode root) {
        var list = root.putArray(Kind.ISSUER.section());
        for (var issuer : all(after -> issuers.list(null, null, after, MOST))) {
            var entry = fields(Kind.ISSUER, issuer, true);
            entry.remove(entry.path("validation").asText().equals("JWT") ? ONLY_INTROSPECTION : ONLY_JWT);
            list.add(entry);
        }
    }

    private void section(ObjectNode root, Kind kind, List<?> views) {
        var list = root.putArray(kind.section());
        views.forEach(view -> list.add(fields(kind, view, true)));
    }

    /** Returns the fields of a view that a configuration file may have, in its order. */
    private ObjectNode fields(Kind kind, Object view, boolean withoutDefaults) {
        var json = mapper.valueToTree(view);
        var fields = mapper.createObjectNode();
        kind.shape().fields().forEach((name, shape) -> {
            var value = json.path(name);
            if (shape instanceof Shape.SecretReference
                    || value.isMissingNode()
                    || (withoutDefaults && (value.isNull() || (value.isArray() && value.isEmpty())))) {
                return;
            }
            fields.set(name, withoutEmptyLists(value));
        });
        return fields;
    }

    /** Removes empty lists of entries, such as those of the methods of a URL pattern. */
    private static JsonNode withoutEmptyLists(JsonNode value) {
        value.forEach(item -> {
            if (item instanceof ObjectNode entry) {
                entry.propertyStream()
                        .filter(field ->
                                field.getValue().isArray() && field.getValue().isEmpty())
                        .map(java.util.Map.Entry::getKey)
                        .toList()
                        .forEach(entry::remove);
            }
        });
        return value;
    }

    private static <T> List<T> all(Function<@Nullable String, Page<T>> list) {
        var all = new ArrayList<T>();
        String after = null;
        do {
            var page = list.apply(after);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }
}
