package dev.gatehouse.scope;

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

/** All scopes of one tenant at a moment, ready to say which of them cover a call. */
public final class ScopeMatcher {
    private final PatternTree<Coverage> tree;
    private final Map<String, KnownScope> byName;

    /** A URL pattern that matches a path, and whose it is. */
    public record Coverage(String scope, UrlPattern pattern, HttpMethods methods) {}

    /**
     * What others need to know of a scope.
     *
     * @param groups the ids of the groups that it is limited to; none: it is for whoever is signed in
     */
    public record KnownScope(
            String name, @Nullable String description, boolean builtIn, List<CoveredUrl> urls, Set<UUID> groups) {
        public KnownScope {
            groups = Set.copyOf(groups);
            urls = List.copyOf(urls);
        }
    }

    /** One URL pattern of a scope with the methods that it covers. */
    public record CoveredUrl(UrlPattern pattern, HttpMethods methods) {}

    ScopeMatcher(List<KnownScope> scopes) {
        this.byName = scopes.stream().collect(Collectors.toUnmodifiableMap(KnownScope::name, scope -> scope));
        this.tree = new PatternTree<>(scopes.stream()
                .flatMap(scope -> scope.urls().stream()
                        .map(url -> new PatternTree.Entry<>(
                                url.pattern(), new Coverage(scope.name(), url.pattern(), url.methods()))))
                .toList());
    }

    /** Whether one of these scopes covers a call. */
    public boolean covers(Set<String> names, String method, RequestPath.Canonical path) {
        return tree.anyMatch(
                path,
                coverage ->
                        names.contains(coverage.scope()) && coverage.methods().cover(method));
    }

    /** The names of all scopes that cover a call, the one with the most specific pattern first. */
    public ScopeNames covering(String method, RequestPath.Canonical path) {
        Set<String> names = new LinkedHashSet<>();
        tree.forEachMatch(path, coverage -> {
            if (coverage.methods().cover(method)) {
                names.add(coverage.scope());
            }
        });
        return new ScopeNames(names);
    }

    /** All patterns of all scopes that match a path, whatever the method, the most specific first. */
    public List<Coverage> coverage(RequestPath.Canonical path) {
        var found = new ArrayList<Coverage>();
        tree.forEachMatch(path, found::add);
        return List.copyOf(found);
    }

    /** All patterns of all scopes that match a path which this one matches, whatever the method. */
    public List<Coverage> overlapping(UrlPattern pattern) {
        var found = new ArrayList<Coverage>();
        tree.forEachOverlap(pattern, found::add);
        return List.copyOf(found);
    }

    /** The names of all scopes that cover something of a resource: its root or, if asked for, what lies below it. */
    public List<String> reaching(RequestPath.Canonical root, boolean below) {
        return byName.values().stream()
                .filter(scope ->
                        scope.urls().stream().anyMatch(url -> url.pattern().reaches(root, below)))
                .map(KnownScope::name)
                .sorted()
                .toList();
    }

    /** Whether some scope speaks of that resource by its literal path, and not only by a wildcard. */
    public boolean name(RequestPath.Canonical root, boolean below) {
        return byName.values().stream()
                .flatMap(scope -> scope.urls().stream())
                .anyMatch(url -> url.pattern().names(root, below));
    }

    /** Whether one of some scopes and one of others cover the same URL, whatever the method. */
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

    /** The names of all scopes. */
    public Set<String> names() {
        return byName.keySet();
    }

    public @Nullable KnownScope get(String name) {
        return byName.get(name);
    }
}
