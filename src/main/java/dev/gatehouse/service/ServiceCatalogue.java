package dev.gatehouse.service;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.UrlPattern;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All exposed services of one tenant at a moment, ready to say which one a call is for. */
public final class ServiceCatalogue {
    private final PatternTree<Route> tree;
    private final Set<RequestPath.Canonical> roots;

    /** What is exposed under a path. */
    public sealed interface Lookup {
        record Found(Route route) implements Lookup {}

        /** Something is, but not for this method. */
        record OtherMethods(HttpMethods allowed) implements Lookup {}

        record NothingThere() implements Lookup {}
    }

    ServiceCatalogue(List<Route> routes) {
        this.tree = new PatternTree<>(routes.stream()
                .map(route -> new PatternTree.Entry<>(UrlPattern.stored(route.path()), route))
                .toList());
        this.roots = routes.stream().map(Route::root).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a flow service, or some resource of a REST API, is exposed under that path. */
    public boolean exposes(RequestPath.Canonical root) {
        return roots.contains(root);
    }

    /** The one service whose pattern is the most specific for this path. */
    public Lookup find(String method, RequestPath.Canonical path) {
        var routes = tree.mostSpecific(path);
        if (routes.size() != 1) {
            return new Lookup.NothingThere();
        }
        var route = routes.getFirst();
        return route.methods().cover(method) ? new Lookup.Found(route) : new Lookup.OtherMethods(route.methods());
    }
}
