package dev.gatehouse.partner;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.scope.PatternTree;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import dev.gatehouse.scope.ScopeMatcher.KnownScope;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.CallableServices.CallableService;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.service.ServiceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the calls of exposed services that a scope covers: where its URL patterns and theirs meet. */
final class CoveredCalls {
    private static final String ANY = "*";
    private static final String BELOW = "**";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> RARE_METHODS = List.of("HEAD", "OPTIONS");

    /** How many segments of a path name its REST API; the last of them is the API's name. */
    private static final int REST_API = 5;

    private final PatternTree<CallableService> services;
    private final ServiceCatalogue catalogue;

    /** Calls are listed by path first, and then in the order of these methods. */
    private record Key(String path, String method) {}

    CoveredCalls(Collection<CallableService> services, ServiceCatalogue catalogue) {
        this.services = new PatternTree<>(services.stream()
                .map(service -> new PatternTree.Entry<>(service.pattern(), service))
                .toList());
        this.catalogue = catalogue;
    }

    /** The calls of one scope, each once. */
    List<ServiceCall> of(KnownScope scope) {
        var calls = new TreeMap<Key, ServiceCall>(
                Comparator.comparing(Key::path).thenComparingInt(key -> rank(key.method())));
        for (var url : scope.urls()) {
            services.forEachOverlap(
                    url.pattern(),
                    service -> meet(service.pattern(), url.pattern())
                            .ifPresent(pattern -> methods(service, url).forEach(method -> {
                                if (reaches(service, method, pattern)) {
                                    calls.putIfAbsent(
                                            new Key(pattern.toString(), method), call(service, method, pattern));
                                }
                            })));
        }
        return List.copyOf(calls.values());
    }

    /** The pattern of what both match. */
    static Optional<UrlPattern> meet(UrlPattern one, UrlPattern other) {
        var ours = one.segments();
        var theirs = other.segments();
        var both = new ArrayList<String>();
        for (var i = 0; i < ours.size() && i < theirs.size(); i++) {
            var our = ours.get(i);
            var their = theirs.get(i);
            if (our.equals(BELOW)) {
                both.addAll(theirs.subList(i, theirs.size()));
                return Optional.of(new UrlPattern(both));
            }
            if (their.equals(BELOW)) {
                both.addAll(ours.subList(i, ours.size()));
                return Optional.of(new UrlPattern(both));
            }
            if (our.equals(ANY) && !their.isEmpty()) {
                both.add(their);
            } else if (our.equals(their) || (their.equals(ANY) && !our.isEmpty())) {
                both.add(our);
            } else {
                return Optional.empty();
            }
        }
        return ours.size() == theirs.size() ? Optional.of(new UrlPattern(both)) : Optional.empty();
    }

    /** Whether a call is this service's: a more specific one may have it. With a variable, it depends on the value. */
    private boolean reaches(CallableService service, String method, UrlPattern pattern) {
        return pattern.segments().stream().anyMatch(segment -> segment.startsWith(ANY))
                || (catalogue.find(method, new RequestPath.Canonical(pattern.segments()))
                                instanceof ServiceCatalogue.Lookup.Found(var route)
                        && route.service().equals(service.id()));
    }

    /** The methods worth showing; where nobody names any, what is usual for such a service. */
    private static List<String> methods(CallableService service, CoveredUrl url) {
        if (isAll(service.methods()) && isAll(url.methods())) {
            return List.of(service.kind() == ServiceKind.FLOW_SERVICE ? "POST" : "GET");
        }
        var usual = both(METHODS, service, url);
        return usual.isEmpty() ? both(RARE_METHODS, service, url) : usual;
    }

    private static List<String> both(List<String> methods, CallableService service, CoveredUrl url) {
        return methods.stream()
                .filter(method ->
                        service.methods().cover(method) && url.methods().cover(method))
                .toList();
    }

    private static boolean isAll(HttpMethods methods) {
        return methods.names().isEmpty();
    }

    private static int rank(String method) {
        return Stream.concat(METHODS.stream(), RARE_METHODS.stream()).toList().indexOf(method);
    }

    private static ServiceCall call(CallableService service, String method, UrlPattern pattern) {
        var path = ServiceCall.segments(pattern.segments());
        var what = service.kind() == ServiceKind.FLOW_SERVICE
                ? service.name()
                : ServiceCall.shown(path.subList(REST_API - 1, path.size()));
        return new ServiceCall(method, method + " " + what, path, service.description());
    }
}
