package dev.gatehouse.service;

import dev.gatehouse.scope.UrlPattern;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Calls of one exposed service that something covers.
 *
 * @param url the service's whole path, or what matches some of its URLs
 * @param methods each by its name, at least one
 */
public record CoveredCalls(Route route, UrlPattern url, Set<String> methods) {

    public CoveredCalls {
        methods = Set.copyOf(methods);
    }

    /** Whether these are all URLs of the service. */
    public boolean isEveryUrl() {
        return url.toString().equals(route.path());
    }

    CoveredCalls withMethodsOf(CoveredCalls others) {
        var both = new LinkedHashSet<>(methods);
        both.addAll(others.methods);
        return new CoveredCalls(route, url, both);
    }

    /** Whether all those calls are among these; both are of the same service. */
    boolean include(CoveredCalls others) {
        return url.covers(others.url) && methods.containsAll(others.methods);
    }
}
