// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.platform.LowerCase;
import dev.gatehouse.scope.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scopes of the configuration file in the making. */
final class ScopeSection {
    private static final String KIND = "scope";
    private static final int MAX_URLS = 500;

    private final Draft draft;
    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    ScopeSection(Draft draft) {
        this.draft = draft;
    }

    /** A scope with its patterns so far, each with its methods. */
    private record Scope(Located foreign, ObjectNode json, ArrayNode urls, Set<String> patterns) {}

    /** Adds a scope, or returns the one that the source calls so. Returns the name; empty if the scope is left out. */
    Optional<String> add(Located foreign, String description) {
        var known = names.get(foreign.text());
        if (known != null) {
            return Optional.of(known);
        }
        var allowed = Names.scope(foreign.text());
        if (allowed.isEmpty()) {
            draft.leftOut(KIND, foreign.text(), foreign.place(), "The name has no character that a scope may have.");
            return Optional.empty();
        }
        draft.count(foreign.place());
        var name = Names.unique(allowed, Names.MAX, other -> scopes.containsKey(LowerCase.of(other)));
        draft.renamed(KIND, foreign, name);
        var json = JsonNodeFactory.instance.objectNode().put("name", name);
        Draft.describe(json, description);
        scopes.put(LowerCase.of(name), new Scope(foreign, json, json.putArray("serviceUrls"), new HashSet<>()));
        names.put(foreign.text(), name);
        return Optional.of(name);
    }

    /** Returns the name of the scope that the source calls so. */
    Optional<String> named(String foreign) {
        return Optional.ofNullable(names.get(foreign));
    }

    /** Returns what the source calls its scopes. */
    Set<String> foreignNames() {
        return names.keySet();
    }

    /**
     * Adds a URL pattern to a scope of Gatehouse.
     *
     * @param methods the covered methods; empty: all
     */
    void cover(String name, Located url, List<Located> methods) {
        var scope = existing(name);
        var covered = methods(draft, KIND, name, methods);
        if (covered.isEmpty()) {
            draft.leftOut(KIND, name, url.place(), "No method of this URL is left.");
            return;
        }
        switch (UrlPattern.parseIntegration(url.text())) {
            case UrlPattern.Parsed.Bad(var why) ->
                draft.leftOut(KIND, name, url.place(), "The URL " + url.text() + ": " + why.inEnglish());
            case UrlPattern.Parsed.Good(var pattern) -> add(scope, url, pattern.toString(), covered.get());
        }
    }

    private Scope existing(String name) {
        var scope = scopes.get(LowerCase.of(name));
        if (scope == null) {
            throw new IllegalArgumentException("an unknown scope");
        }
        return scope;
    }

    private void add(Scope scope, Located url, String pattern, List<String> methods) {
        if (scope.urls().size() == MAX_URLS) {
            draft.leftOut(KIND, scope.foreign().text(), url.place(), "A scope has at most " + MAX_URLS + " URLs.");
            return;
        }
        if (!scope.patterns().add(pattern + " " + methods)) {
            return;
        }
        draft.count(url.place());
        var json = scope.urls().addObject().put("url", pattern);
        if (!methods.isEmpty()) {
            json.set("methods", Draft.array(methods));
        }
    }

    /**
     * Returns methods in the order of the admin API; an empty list means all methods. Returns empty if methods are given
     * but none of them exists in Gatehouse.
     */
    static Optional<List<String>> methods(Draft draft, String kind, String name, List<Located> foreign) {
        if (foreign.isEmpty()) {
            return Optional.of(List.of());
        }
        var known = new ArrayList<String>();
        for (var method : foreign) {
            var upper = method.text().strip().toUpperCase(Locale.ROOT);
            if (!HttpMethods.KNOWN.contains(upper)) {
                draft.leftOut(kind, name, method.place(), "The gateway has no method " + method.text() + ".");
            } else if (!known.contains(upper)) {
                known.add(upper);
            }
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(new HttpMethods(new HashSet<>(known)).sorted());
    }

    /** Limits a scope of Gatehouse to a group. */
    void limit(String name, String group) {
        var scope = existing(name);
        var groups = scope.json().withArray("groups");
        if (groups.valueStream().noneMatch(present -> present.asText().equals(group))) {
            groups.add(group);
        }
    }

    /** Returns the scopes. A scope without URLs gets one that no service has, because a scope needs a URL. */
    Collection<ObjectNode> finished() {
        return scopes.values().stream()
                .map(scope -> {
                    if (scope.urls().isEmpty()) {
                        placeholder(scope);
                    }
                    return scope.json();
                })
                .toList();
    }

    private void placeholder(Scope scope) {
        var segment = Names.segment(scope.json().path("name").asText());
        var url = "/integration/imported/" + (segment.isEmpty() ? "scope" : segment);
        scope.urls().addObject().put("url", url);
        draft.toDo(
                KIND,
                scope.foreign().text(),
                scope.foreign().place(),
                "The source has no URLs for this scope. Replace `" + url
                        + "`, which no service has, by the URLs that the scope covers.");
    }
}
