// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the standalone configuration of Apache APISIX. A route becomes a REST API with its path as the resource, and a
 * consumer a client with the client credentials grant. APISIX has no scopes, so one scope for each route is made.
 */
final class ApisixConfiguration {
    private static final String ROUTE = "route";
    private static final String CONSUMER = "consumer";
    private static final String UPSTREAM = "upstream";
    private static final String NOT_THERE = "Gatehouse has no counterpart.";
    private static final Set<String> HANDLED = Set.of("routes", "services", "upstreams", "consumers");

    /** The conditions of a route beside path and methods. */
    private static final List<String> CONDITIONS =
            List.of("host", "hosts", "remote_addr", "remote_addrs", "vars", "filter_func");

    private final Draft draft;
    private final Map<String, SourceNode> upstreams = new HashMap<>();
    private final Map<String, SourceNode> services = new HashMap<>();

    ApisixConfiguration(Draft draft) {
        this.draft = draft;
    }

    void read(SourceNode root) {
        if (!root.has("routes") && !root.has("consumers")) {
            throw ImportFault.at(
                    root.place(), "This is not a configuration of APISIX: `routes` and `consumers` are missing.");
        }
        root.list("upstreams").forEach(upstream -> upstreams.put(upstream.text("id"), upstream));
        root.list("services").forEach(service -> services.put(service.text("id"), service));
        root.list("routes").forEach(this::route);
        root.list("consumers").forEach(this::consumer);
        root.fieldsExcept(HANDLED)
                .forEach((name, value) -> draft.leftOut("configuration", name, value.place(), NOT_THERE));
    }

    private static String label(SourceNode object) {
        return object.firstText("name", "id", "username", "uri");
    }

    private void route(SourceNode route) {
        var name = label(route);
        if (route.text("status").equals("0")) {
            draft.leftOut(ROUTE, name, route.place(), "The route is disabled.");
            return;
        }
        draft.services().leaveOutConditions(ROUTE, name, route, CONDITIONS);
        route.field("plugins")
                .ifPresent(plugins -> plugins.fields()
                        .forEach((plugin, value) ->
                                draft.leftOut(ROUTE, name, value.place(), "The plugin " + plugin + ": " + NOT_THERE)));
        var upstream = upstreamOf(route);
        if (upstream == null) {
            draft.leftOut(ROUTE, name, route.place(), "The route has no upstream with a node.");
            return;
        }
        var api = Names.segment(name);
        if (api.isEmpty()) {
            draft.leftOut(ROUTE, name, route.place(), "The route needs a name with a letter or a digit.");
            return;
        }
        var label = new Located(name, route.place());
        var paths = new ArrayList<String>();
        for (var uri : uris(route)) {
            var resource = uri.text().endsWith("*") && !uri.text().endsWith("/**")
                    ? uri.text().replaceFirst("\\*$", "**")
                    : uri.text();
            draft.services()
                    .add(new ServiceSection.Foreign(
                            label,
                            "development",
                            "apisix",
                            api,
                            resource.equals("/") ? "" : resource,
                            route.texts("methods"),
                            upstream,
                            route.text("desc")))
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
                "The path in Gatehouse begins with `/integration/restv2/development/apisix/" + api + "`.");
        draft.scopes()
                .add(label, route.text("desc"))
                .ifPresent(scope -> paths.forEach(
                        path -> draft.scopes().cover(scope, new Located(path, route.place()), List.of())));
    }

    private static List<Located> uris(SourceNode route) {
        return route.has("uri")
                ? route.field("uri").map(SourceNode::located).stream().toList()
                : route.texts("uris");
    }

    /** Returns the URL of the upstream of a route; null if it has none. */
    private @Nullable Located upstreamOf(SourceNode route) {
        var upstream = upstreamIn(route)
                .or(() -> Optional.ofNullable(services.get(route.text("service_id")))
                        .flatMap(this::upstreamIn));
        if (upstream.isEmpty() || !upstream.get().has("nodes")) {
            return null;
        }
        var scheme = upstream.get().text("scheme");
        var prefix = (scheme.isEmpty() ? "http" : scheme) + "://";
        var nodes = upstream.get().field("nodes").orElseThrow();
        var addresses = nodes.isObject()
                ? nodes.fields().entrySet().stream()
                        .map(node -> new Located(
                                prefix + node.getKey(), node.getValue().place()))
                        .toList()
                : nodes.entries().stream()
                        .map(node -> new Located(
                                prefix + node.text("host") + (node.has("port") ? ":" + node.text("port") : ""),
                                node.place()))
                        .toList();
        if (addresses.size() > 1) {
            draft.leftOut(
                    UPSTREAM,
                    label(upstream.get()),
                    addresses.get(1).place(),
                    "A service has one upstream URL. Use the address of a load balancer.");
        }
        return addresses.isEmpty() ? null : addresses.getFirst();
    }

    private Optional<SourceNode> upstreamIn(SourceNode object) {
        return object.field(UPSTREAM).or(() -> Optional.ofNullable(upstreams.get(object.text("upstream_id"))));
    }

    private void consumer(SourceNode consumer) {
        var id = consumer.field("username")
                .map(SourceNode::located)
                .orElseThrow(() -> ImportFault.at(consumer.place(), "`username` is missing."));
        consumer.field("plugins")
                .ifPresent(plugins -> plugins.fields()
                        .forEach((plugin, value) -> draft.leftOut(
                                CONSUMER,
                                id.text(),
                                value.place(),
                                "The credentials of the plugin " + plugin
                                        + ": A client authenticates with its secret.")));
        var client = new ForeignClient(id);
        consumer.field("desc").ifPresent(text -> client.description = text.located());
        client.grants.add("client_credentials");
        draft.clients().add(client);
    }
}
