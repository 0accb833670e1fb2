package dev.gatehouse.service;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.UrlPattern;
import java.util.HashSet;
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

    /** The one service whose pattern is the most specific for this path among those that answer to the method. */
    public Lookup find(String method, RequestPath.Canonical path) {
        var routes = tree.mostSpecific(path, route -> route.methods().cover(method));
        return switch (routes.size()) {
            case 0 -> otherMethods(path);
            case 1 -> new Lookup.Found(routes.getFirst());
            default -> new Lookup.NothingThere();
        };
    }

    private Lookup otherMethods(RequestPath.Canonical path) {
        var names = new HashSet<String>();
        tree.forEachMatch(path, route -> names.addAll(route.methods().names()));
        return names.isEmpty() ? new Lookup.NothingThere() : new Lookup.OtherMethods(new HttpMethods(names));
    }
}
