// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.oauth.ScopeNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of a tenant's scopes, indexed by URL pattern. */
public final class ScopeMatcher {
    /** The estimated bytes of a scope without patterns, and of a pattern with its nodes in the tree. */
    private static final int SCOPE_BYTES = 512;

    private static final int URL_BYTES = 1_536;

    private final PatternTree<Coverage> tree;
    private final Map<String, KnownScope> byName;

    /** A matching URL pattern of a scope. */
    public record Coverage(String scope, UrlPattern pattern, HttpMethods methods) {}

    /**
     * The properties of a scope that other packages need.
     *
     * @param groups the ids of the groups that the scope is limited to; empty: not limited
     */
    public record KnownScope(
            String name, @Nullable String description, boolean builtIn, List<CoveredUrl> urls, Set<UUID> groups) {
        public KnownScope {
            groups = Set.copyOf(groups);
            urls = List.copyOf(urls);
        }
    }

    /** A URL pattern of a scope with the covered methods. */
    public record CoveredUrl(UrlPattern pattern, HttpMethods methods) {}

    ScopeMatcher(List<KnownScope> scopes) {
        this.byName = scopes.stream().collect(Collectors.toUnmodifiableMap(KnownScope::name, scope -> scope));
        this.tree = new PatternTree<>(scopes.stream()
                .flatMap(scope -> scope.urls().stream()
                        .map(url -> new PatternTree.Entry<>(
                                url.pattern(), new Coverage(scope.name(), url.pattern(), url.methods()))))
                .toList());
    }

    /** Returns the estimated bytes of the snapshot. */
    int bytes() {
        return byName.values().stream()
                .mapToInt(scope -> SCOPE_BYTES
                        + CacheBound.bytes(scope.description())
                        + CacheBound.bytesOfIds(scope.groups())
                        + scope.urls().size() * URL_BYTES)
                .sum();
    }

    /** Returns whether one of the scopes covers a call. */
    public boolean covers(Set<String> names, String method, RequestPath.Canonical path) {
        return tree.anyMatch(
                path,
                coverage ->
                        names.contains(coverage.scope()) && coverage.methods().cover(method));
    }

    /** Returns the names of all scopes that cover a call, the scope with the most specific pattern first. */
    public ScopeNames covering(String method, RequestPath.Canonical path) {
        Set<String> names = new LinkedHashSet<>();
        tree.forEachMatch(path, coverage -> {
            if (coverage.methods().cover(method)) {
                names.add(coverage.scope());
            }
        });
        return new ScopeNames(names);
    }

    /** Returns all patterns that match a path, for any method, most specific first. */
    public List<Coverage> coverage(RequestPath.Canonical path) {
        var found = new ArrayList<Coverage>();
        tree.forEachMatch(path, found::add);
        return List.copyOf(found);
    }

    /** Returns all patterns that overlap a given pattern, for any method. */
    public List<Coverage> overlapping(UrlPattern pattern) {
        var found = new ArrayList<Coverage>();
        tree.forEachOverlap(pattern, found::add);
        return List.copyOf(found);
    }

    /**
     * Returns the names of all scopes that cover part of a resource.
     *
     * @param root the root path of the resource
     * @param below whether paths below the root belong to the resource
     */
    public List<String> reaching(RequestPath.Canonical root, boolean below) {
        return byName.values().stream()
                .filter(scope ->
                        scope.urls().stream().anyMatch(url -> url.pattern().reaches(root, below)))
                .map(KnownScope::name)
                .sorted()
                .toList();
    }

    /**
     * Returns whether a scope contains the literal path of a resource, not only a wildcard.
     *
     * @param root the root path of the resource
     * @param below whether paths below the root belong to the resource
     */
    public boolean name(RequestPath.Canonical root, boolean below) {
        return byName.values().stream()
                .flatMap(scope -> scope.urls().stream())
                .anyMatch(url -> url.pattern().names(root, below));
    }

    /** Returns whether two sets of scopes cover a common URL, for any method. */
    public boolean shareAUrl(Set<String> some, Set<String> others) {
        return !Collections.disjoint(some, others)
                || patterns(some).anyMatch(pattern -> patterns(others).anyMatch(pattern::overlaps));
    }

    private Stream<UrlPattern> patterns(Set<String> names) {
        return names.stream()
                .map(byName::get)
                .filter(Objects::nonNull)
                .flatMap(scope -> scope.urls().stream())
                .map(CoveredUrl::pattern);
    }

    /** Returns the names of all scopes. */
    public Set<String> names() {
        return byName.keySet();
    }

    public @Nullable KnownScope get(String name) {
        return byName.get(name);
    }
}
