// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.upstream.UpstreamUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The projects and services of the configuration file in the making. */
final class ServiceSection {
    private static final String KIND = "service";
    private static final int MAX_URL = 2000;
    private static final int MAX_RESOURCE = 1000;

    private final Draft draft;
    private final Map<String, ObjectNode> projects = new LinkedHashMap<>();
    private final Map<String, List<HttpMethods>> taken = new HashMap<>();

    ServiceSection(Draft draft) {
        this.draft = draft;
    }

    /**
     * A service as its source describes it.
     *
     * @param label how the source calls it
     * @param environment the environment of its project
     * @param project the ID and the name of its project
     * @param name the name of the REST API or flow service, a segment of the URL
     * @param resource the pattern below a REST API, which begins with a slash, or is empty; null: a flow service
     * @param methods the methods; empty: all
     */
    record Foreign(
            Located label,
            String environment,
            String project,
            String name,
            @org.jspecify.annotations.Nullable String resource,
            List<Located> methods,
            Located upstream,
            String description) {

        String path() {
            return resource == null
                    ? "/integration/rest/external/integration/run/" + environment + "/" + project + "/" + name
                    : "/integration/restv2/" + environment + "/" + project + "/" + name + resource;
        }
    }

    Collection<ObjectNode> projects() {
        return projects.values();
    }

    /** Adds a service. Returns its path; empty if the service is left out. */
    Optional<String> add(Foreign service) {
        var label = service.label();
        var methods = ScopeSection.methods(draft, KIND, label.text(), service.methods());
        var upstream = upstream(service);
        if (methods.isEmpty() || upstream.isEmpty()) {
            return Optional.empty();
        }
        if (service.resource() != null && service.resource().length() > MAX_RESOURCE) {
            draft.leftOut(KIND, label.text(), label.place(), "The path has more than " + MAX_RESOURCE + " characters.");
            return Optional.empty();
        }
        return switch (UrlPattern.parseIntegration(service.path())) {
            case UrlPattern.Parsed.Bad(var why) -> {
                draft.leftOut(KIND, label.text(), label.place(), service.path() + ": " + why.inEnglish());
                yield Optional.empty();
            }
            case UrlPattern.Parsed.Good(var pattern) -> add(service, pattern.toString(), methods.get(), upstream.get());
        };
    }

    /** Reports the conditions of a route which no service has. */
    void leaveOutConditions(String kind, String name, SourceNode route, List<String> conditions) {
        for (var condition : conditions) {
            route.field(condition)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> draft.leftOut(
                            kind, name, value.place(), condition + ": Services differ in paths and methods only."));
        }
    }

    private Optional<String> upstream(Foreign service) {
        var errors = new FieldErrors();
        var text = errors.required("url", service.upstream().text(), MAX_URL);
        var url = errors.isEmpty() ? UpstreamUrl.parse(text, "url", errors) : Optional.<UpstreamUrl>empty();
        if (url.isEmpty()) {
            draft.leftOut(
                    KIND,
                    service.label().text(),
                    service.upstream().place(),
                    "The upstream URL: " + errors.first().inEnglish());
        }
        return url.map(UpstreamUrl::target);
    }

    private Optional<String> add(Foreign service, String path, List<String> methods, String upstream) {
        var accepted = new HttpMethods(new HashSet<>(methods));
        var others = taken.computeIfAbsent(path, ignored -> new ArrayList<>());
        if (others.stream().anyMatch(accepted::overlap)) {
            draft.leftOut(
                    KIND,
                    service.label().text(),
                    service.label().place(),
                    "Another service has the path " + path + " and a common method.");
            return Optional.empty();
        }
        others.add(accepted);
        draft.count(service.label().place());
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("kind", service.resource() == null ? "FLOW_SERVICE" : "REST_RESOURCE")
                .put("name", service.name());
        if (service.resource() != null && !service.resource().isEmpty()) {
            json.put("resource", service.resource());
        }
        if (!methods.isEmpty()) {
            json.set("methods", Draft.array(methods));
        }
        Draft.describe(json, service.description());
        json.put("upstreamUrl", upstream);
        project(service).withArray("services").add(json);
        return Optional.of(path);
    }

    private ObjectNode project(Foreign service) {
        return projects.computeIfAbsent(service.environment() + "/" + service.project(), ignored -> {
            draft.count(service.label().place());
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("name", service.project())
                    .put("environment", service.environment())
                    .put("projectId", service.project());
        });
    }
}
