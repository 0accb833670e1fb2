// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import dev.gatehouse.scope.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of a tenant's exposed services, indexed by URL pattern. */
public final class ServiceCatalogue {
    private static final int MAX_SHARED = 20;

    /** The maximum number of search steps, so that the check of a pattern is fast for any number of services. */
    private static final int MAX_STEPS = 20_000;

    /** The estimated bytes of a route with its pattern, its URLs and its nodes in the tree. */
    private static final int ROUTE_BYTES = 3_072;

    private final PatternTree<Route> tree;
    private final Set<RequestPath.Canonical> roots;
    private final List<Route> routes;

    /** The result of looking up a call. */
    public sealed interface Lookup {
        record Found(Route route) implements Lookup {}

        /** The path is exposed, but not for this method. */
        record OtherMethods(HttpMethods allowed) implements Lookup {}

        record NothingThere() implements Lookup {}
    }

    ServiceCatalogue(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.tree = new PatternTree<>(routes.stream()
                .map(route -> new PatternTree.Entry<>(UrlPattern.stored(route.path()), route))
                .toList());
        this.roots = routes.stream().map(Route::root).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the estimated bytes of the snapshot. */
    int bytes() {
        return routes.size() * ROUTE_BYTES;
    }

    /** Returns whether a flow service, or a resource of a REST API, is exposed at a root path. */
    public boolean exposes(RequestPath.Canonical root) {
        return roots.contains(root);
    }

    /** Returns the service with the most specific pattern for a path among those that accept the method. */
    public Lookup find(String method, RequestPath.Canonical path) {
        var routes = tree.mostSpecific(path, route -> route.methods().cover(method));
        return switch (routes.size()) {
            case 0 -> otherMethods(path);
            case 1 -> new Lookup.Found(routes.getFirst());
            default -> new Lookup.NothingThere();
        };
    }

    /**
     * Returns the service whose CORS rule applies to a call: the service of the call or, if none accepts the method,
     * the most specific service for the path.
     */
    public Optional<Route> ruling(String method, RequestPath.Canonical path) {
        if (find(method, path) instanceof Lookup.Found(var route)) {
            return Optional.of(route);
        }
        var routes = tree.mostSpecific(path, route -> true);
        return routes.size() == 1 ? Optional.of(routes.getFirst()) : Optional.empty();
    }

    /** Returns the services with at least one URL that matches a pattern, for any method. */
    public List<Route> overlapping(UrlPattern pattern) {
        var found = new ArrayList<Route>();
        tree.forEachOverlap(pattern, found::add);
        return List.copyOf(found);
    }

    /** Returns all services. */
    public List<Route> routes() {
        return routes;
    }

    /** Returns the calls that URL patterns cover, by service and without duplicates. */
    public List<CoveredCalls> covered(Collection<CoveredUrl> urls) {
        var found = new LinkedHashMap<Map.Entry<UUID, UrlPattern>, CoveredCalls>();
        for (var url : urls) {
            tree.forEachOverlap(
                    url.pattern(),
                    route -> covered(route, url)
                            .ifPresent(calls -> found.merge(
                                    Map.entry(route.service(), calls.url()), calls, CoveredCalls::withMethodsOf)));
        }
        var ofServices = found.values().stream()
                .collect(Collectors.groupingBy(calls -> calls.route().service()));
        return found.values().stream()
                .filter(calls -> Objects.requireNonNull(
                                ofServices.get(calls.route().service()))
                        .stream()
                        .noneMatch(other -> !other.equals(calls) && other.include(calls)))
                .sorted(Comparator.comparing(
                                (CoveredCalls calls) -> calls.route().path())
                        .thenComparing(calls -> calls.url().toString()))
                .toList();
    }

    /**
     * Returns calls that match a pattern and two services, neither of which covers the other. Limited to the first ones
     * found.
     */
    public List<OverlappingCalls> shared(CoveredUrl url) {
        var found = new ArrayList<OverlappingCalls>();
        var steps = new PatternTree.Steps(MAX_STEPS);
        tree.anyOverlap(url.pattern(), steps, route -> {
            var own = UrlPattern.stored(route.path());
            return tree.anyOverlap(own, steps, other -> {
                var its = UrlPattern.stored(other.path());
                if (its.hasPrecedenceOver(own)) {
                    its.intersection(own)
                            .flatMap(both -> both.intersection(url.pattern()))
                            .flatMap(both -> shared(
                                    both,
                                    its,
                                    own,
                                    common(url.methods(), route.methods(), other.methods()),
                                    any -> true,
                                    steps))
                            .ifPresent(found::add);
                }
                return found.size() == MAX_SHARED;
            });
        });
        return List.copyOf(found);
    }

    /**
     * Returns calls that a service shares with other services, if neither covers the other. Limited to the first ones
     * found.
     *
     * @param self the id of the service itself, which is skipped; null for a new service
     */
    public List<OverlappingCalls> shared(UrlPattern own, HttpMethods methods, @Nullable String self) {
        var found = new ArrayList<OverlappingCalls>();
        var steps = new PatternTree.Steps(MAX_STEPS);
        Predicate<Route> others = route -> !route.service().toString().equals(self);
        tree.anyOverlap(own, steps, other -> {
            var its = UrlPattern.stored(other.path());
            var before = its.hasPrecedenceOver(own);
            if (others.test(other)) {
                its.intersection(own)
                        .flatMap(both -> shared(
                                both,
                                before ? its : own,
                                before ? own : its,
                                common(methods, other.methods()),
                                others,
                                steps))
                        .ifPresent(found::add);
            }
            return found.size() == MAX_SHARED;
        });
        return List.copyOf(found);
    }

    /**
     * Returns the calls of some URLs that the first service gets instead of the second. Excludes methods that a third
     * service gets because its pattern has precedence over both.
     *
     * @param others the services to consider
     */
    private Optional<OverlappingCalls> shared(
            UrlPattern urls,
            UrlPattern service,
            UrlPattern other,
            Set<String> methods,
            Predicate<Route> others,
            PatternTree.Steps steps) {
        if (methods.isEmpty() || !service.overlapsPartly(other)) {
            return Optional.empty();
        }
        tree.forEachCovering(urls, steps, third -> {
            if (others.test(third) && UrlPattern.stored(third.path()).hasPrecedenceOver(service)) {
                methods.removeAll(third.methods().covered());
            }
        });
        return methods.isEmpty()
                ? Optional.empty()
                : Optional.of(new OverlappingCalls(
                        urls.toString(), HttpMethods.covering(methods).sorted(), service.toString(), other.toString()));
    }

    private static Set<String> common(HttpMethods... rules) {
        var methods = HttpMethods.ALL.covered();
        for (var rule : rules) {
            methods.retainAll(rule.covered());
        }
        return methods;
    }

    /**
     * Returns the services that match a call and accept its method, in order of precedence. Only the first one gets the
     * call.
     */
    public List<Route> matching(String method, RequestPath.Canonical path) {
        var found = new ArrayList<Route>();
        tree.forEachMatch(path, route -> {
            if (route.methods().cover(method)) {
                found.add(route);
            }
        });
        return List.copyOf(found);
    }

    /**
     * Returns the calls of a service that a URL pattern covers. If only some URLs of the service match, excludes
     * methods that a service with precedence gets.
     */
    private Optional<CoveredCalls> covered(Route route, CoveredUrl url) {
        var methods = route.methods().covered();
        methods.retainAll(url.methods().covered());
        var own = UrlPattern.stored(route.path());
        var shared = own.intersection(url.pattern()).orElse(own);
        if (!shared.equals(own) && !methods.isEmpty()) {
            tree.forEachCovering(shared, other -> {
                if (UrlPattern.stored(other.path()).hasPrecedenceOver(own)) {
                    methods.removeAll(other.methods().covered());
                }
            });
        }
        return methods.isEmpty() ? Optional.empty() : Optional.of(new CoveredCalls(route, shared, methods));
    }

    private Lookup otherMethods(RequestPath.Canonical path) {
        var names = new HashSet<String>();
        tree.forEachMatch(path, route -> names.addAll(route.methods().names()));
        return names.isEmpty() ? new Lookup.NothingThere() : new Lookup.OtherMethods(new HttpMethods(names));
    }
}
