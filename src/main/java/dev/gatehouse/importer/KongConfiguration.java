// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the declarative configuration of Kong Gateway. A route becomes a REST API; the scopes of an {@code oauth2} plugin
 * cover the routes that the plugin protects; {@code oauth2_credentials} become clients with the grants of all plugins.
 */
final class KongConfiguration {
    private static final String OAUTH2 = "oauth2";
    private static final String SERVICE = "service";
    private static final String ROUTE = "route";
    private static final String CREDENTIAL = "credential";
    private static final String NOT_THERE = "Gatehouse has no counterpart.";

    private static final Set<String> HANDLED = Set.of(
            "_format_version",
            "_transform",
            "_comment",
            "services",
            "routes",
            "plugins",
            "consumers",
            "oauth2_credentials",
            "acls");

    private static final Set<String> OF_CONSUMERS =
            Set.of("id", "username", "custom_id", "tags", OAUTH2 + "_credentials", "acls");

    /** The grants of Gatehouse by the flag of the plugin. */
    private static final Map<String, String> GRANTS = Map.of(
            "enable_authorization_code", "authorization_code",
            "enable_implicit_grant", "implicit",
            "enable_client_credentials", "client_credentials",
            "enable_password_grant", "password");

    private final Draft draft;
    private final Set<String> grants = new LinkedHashSet<>();

    /** The oauth2 plugins that protect everything. */
    private final List<SourceNode> global = new ArrayList<>();

    /** The oauth2 plugins at the root that protect one service or route. */
    private final List<SourceNode> referring = new ArrayList<>();

    KongConfiguration(Draft draft) {
        this.draft = draft;
    }

    void read(SourceNode root) {
        if (!root.has("_format_version")) {
            throw ImportFault.at(root.place(), "This is not a configuration of Kong: `_format_version` is missing.");
        }
        for (var plugin : root.list("plugins")) {
            if (isOauth2(plugin)) {
                (plugin.has(SERVICE) || plugin.has(ROUTE) ? referring : global).add(plugin);
            }
        }
        root.list("services").forEach(service -> service(service, root.list("routes")));
        for (var route : root.list("routes")) {
            if (!route.has(SERVICE)) {
                draft.leftOut(ROUTE, label(route), route.place(), "The route has no service.");
            }
        }
        root.list("consumers").forEach(this::consumer);
        root.list(OAUTH2 + "_credentials").forEach(credential -> client(credential, reference(credential, "consumer")));
        root.list("acls").forEach(this::group);
        root.fieldsExcept(HANDLED)
                .forEach((name, value) -> draft.leftOut("configuration", name, value.place(), NOT_THERE));
    }

    private static String label(SourceNode object) {
        return object.firstText("name", "id", "username", "client_id");
    }

    /** Returns the name to which an object refers, as a text or as an object with a name or an ID. */
    private static String reference(SourceNode object, String field) {
        return object.field(field)
                .map(referred -> referred.isObject() ? label(referred) : referred.text())
                .orElse("");
    }

    // Services and routes

    private void service(SourceNode service, List<SourceNode> routesOfRoot) {
        var name = label(service);
        if (!service.flag("enabled", true)) {
            draft.leftOut(SERVICE, name, service.place(), "The service is disabled.");
            return;
        }
        var upstream = upstream(service);
        var plugins = plugins(service, SERVICE, name);
        var routes = new ArrayList<>(service.list("routes"));
        routesOfRoot.stream()
                .filter(route -> {
                    var referred = reference(route, SERVICE);
                    return !referred.isEmpty() && (referred.equals(name) || referred.equals(service.text("id")));
                })
                .forEach(routes::add);
        if (routes.isEmpty()) {
            draft.leftOut(SERVICE, name, service.place(), "The service has no route.");
        }
        for (var i = 0; i < routes.size(); i++) {
            var own = label(routes.get(i));
            route(routes.get(i), own.isEmpty() ? name + (i == 0 ? "" : "-" + (i + 1)) : own, upstream, plugins);
        }
    }

    private static Located upstream(SourceNode service) {
        var url = service.field("url");
        if (url.isPresent()) {
            return url.get().located();
        }
        var scheme = service.text("protocol");
        var port = service.text("port");
        var path = service.text("path");
        return new Located(
                (scheme.isEmpty() ? "http" : scheme) + "://" + service.text("host") + (port.isEmpty() ? "" : ":" + port)
                        + path,
                service.place());
    }

    /** Returns the oauth2 plugins of a service or a route, and reports the other ones. */
    private List<SourceNode> plugins(SourceNode owner, String kind, String name) {
        var oauth2 = new ArrayList<SourceNode>();
        for (var plugin : owner.list("plugins")) {
            if (isOauth2(plugin)) {
                oauth2.add(plugin);
            }
        }
        referring.stream()
                .filter(plugin -> {
                    var referred = reference(plugin, kind);
                    return !referred.isEmpty() && (referred.equals(name) || referred.equals(owner.text("id")));
                })
                .forEach(oauth2::add);
        return oauth2;
    }

    /** Returns whether a plugin is an active oauth2 plugin; reports any other one. */
    private boolean isOauth2(SourceNode plugin) {
        var name = plugin.text("name");
        if (!plugin.flag("enabled", true)) {
            draft.leftOut("plugin", name, plugin.place(), "The plugin is disabled.");
            return false;
        }
        if (!name.equals(OAUTH2)) {
            draft.leftOut("plugin", name, plugin.place(), NOT_THERE);
            return false;
        }
        plugin.field("config").ifPresent(this::grants);
        return true;
    }

    private void grants(SourceNode config) {
        GRANTS.forEach((flag, grant) -> {
            if (config.flag(flag, false)) {
                grants.add(grant);
            }
        });
        for (var lifetime : List.of("token_expiration", "refresh_token_ttl")) {
            config.field(lifetime)
                    .ifPresent(value -> draft.leftOut(
                            "plugin",
                            OAUTH2,
                            value.place(),
                            lifetime + ": Lifetimes are settings, or of the clients."));
        }
    }

    private void route(SourceNode route, String name, Located upstream, List<SourceNode> ofService) {
        var label = new Located(name, route.place());
        draft.services()
                .leaveOutConditions(ROUTE, name, route, List.of("hosts", "headers", "snis", "sources", "destinations"));
        var api = Names.segment(name);
        if (api.isEmpty()) {
            draft.leftOut(ROUTE, name, route.place(), "The route needs a name with a letter or a digit.");
            return;
        }
        var paths = new ArrayList<String>();
        for (var resource : resources(route, label)) {
            draft.services()
                    .add(new ServiceSection.Foreign(
                            label, "development", "kong", api, resource, route.texts("methods"), upstream, ""))
                    .ifPresent(paths::add);
        }
        if (paths.isEmpty()) {
            draft.leftOut(ROUTE, name, route.place(), "No path of the route is left.");
            return;
        }
        draft.changed(
                ROUTE,
                name,
                route.place(),
                "The path in Gatehouse is `/integration/restv2/development/kong/" + api + "`.");
        var protection = new ArrayList<>(plugins(route, ROUTE, name));
        protection.addAll(ofService);
        protection.addAll(global);
        cover(label, protection, paths);
    }

    /**
     * Returns the resources of a route. Kong removes the path of a route from calls, unless {@code strip_path} is false,
     * so the resource is everything below the REST API.
     */
    private List<String> resources(SourceNode route, Located label) {
        if (route.flag("strip_path", true)) {
            return List.of("", "/**");
        }
        var resources = new ArrayList<String>();
        for (var path : route.texts("paths")) {
            if (path.text().startsWith("~")) {
                draft.leftOut(
                        ROUTE, label.text(), path.place(), path.text() + ": Patterns have no regular expressions.");
            } else {
                var base = path.text().replaceFirst("/+$", "");
                resources.add(base);
                resources.add(base + "/**");
            }
        }
        return resources;
    }

    /** Makes the scopes of plugins cover the paths of a route. */
    private void cover(Located route, List<SourceNode> plugins, List<String> paths) {
        var scopes = plugins.stream()
                .flatMap(plugin -> plugin.field("config").stream())
                .flatMap(config -> config.texts("scopes").stream())
                .toList();
        if (scopes.isEmpty()) {
            draft.toDo(
                    ROUTE,
                    route.text(),
                    route.place(),
                    "No scope covers the route, so that the gateway denies its calls. Add a scope.");
        }
        for (var scope : scopes) {
            var name = draft.scopes().add(scope, "");
            paths.forEach(path ->
                    name.ifPresent(known -> draft.scopes().cover(known, new Located(path, scope.place()), List.of())));
        }
    }

    // Consumers

    private void consumer(SourceNode consumer) {
        var name = label(consumer);
        consumer.list(OAUTH2 + "_credentials").forEach(credential -> client(credential, name));
        consumer.list("acls").forEach(this::group);
        consumer.fieldsExcept(OF_CONSUMERS)
                .forEach((field, value) -> draft.leftOut("consumer", name, value.place(), field + ": " + NOT_THERE));
        if (!consumer.has(OAUTH2 + "_credentials")) {
            draft.leftOut("consumer", name, consumer.place(), "The consumer has no OAuth credentials.");
        }
    }

    private void group(SourceNode acl) {
        acl.field("group").ifPresent(group -> {
            if (draft.group(group.located(), "").isPresent()) {
                draft.toDo("group", group.text(), group.place(), "Add its members, which files do not have.");
            }
        });
    }

    private void client(SourceNode credential, String consumer) {
        var id = credential.field("client_id").map(SourceNode::located);
        if (id.isEmpty()) {
            draft.leftOut(CREDENTIAL, label(credential), credential.place(), "Kong generates its client ID.");
            return;
        }
        var client = new ForeignClient(id.get());
        credential.field("name").map(SourceNode::located).ifPresent(name -> client.name = name);
        if (!consumer.isBlank()) {
            client.description = new Located("Consumer " + consumer, credential.place());
        }
        client.confidential = !credential.text("client_type").equals("public");
        client.redirectUris.addAll(redirectUris(credential));
        Stream.of("authorization_code", "implicit", "client_credentials", "password")
                .filter(grants::contains)
                .filter(grant -> client.confidential || grant.equals("authorization_code") || grant.equals("implicit"))
                .forEach(client.grants::add);
        client.refreshes = client.grants.contains("authorization_code") || client.grants.contains("password") ? -1 : 0;
        draft.scopes().foreignNames().forEach(name -> client.scopes.add(new Located(name, credential.place())));
        var secret = credential.field("client_secret").map(SourceNode::located);
        if (credential.flag("hash_secret", false)) {
            secret = Optional.empty();
        }
        secret.filter(text -> !text.text().isEmpty() && !text.text().startsWith("{vault:"))
                .ifPresent(text -> client.secret = text);
        draft.clients().add(client);
    }

    private static List<Located> redirectUris(SourceNode credential) {
        return credential
                .field("redirect_uris")
                .map(uris -> uris.isList() ? uris.entries() : List.of(uris))
                .orElseGet(List::of)
                .stream()
                .map(SourceNode::located)
                .toList();
    }
}
