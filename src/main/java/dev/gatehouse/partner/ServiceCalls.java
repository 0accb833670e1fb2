// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.scope.ScopeMatcher.KnownScope;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.CallableServices.CallableService;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.service.ServiceKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts the services that a scope covers to calls with a name and a description. */
final class ServiceCalls {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> RARE_METHODS = List.of("HEAD", "OPTIONS");

    /** The number of path segments up to the name of the REST API. */
    private static final int REST_API = 5;

    private final Map<UUID, CallableService> services;
    private final ServiceCatalogue catalogue;

    /** The order of the calls: by path, then by the order of the methods. */
    private record Key(String path, String method) {}

    ServiceCalls(Collection<CallableService> services, ServiceCatalogue catalogue) {
        this.services = services.stream().collect(Collectors.toMap(CallableService::id, Function.identity()));
        this.catalogue = catalogue;
    }

    /** Returns the distinct calls of one scope. */
    List<ServiceCall> of(KnownScope scope) {
        var calls = new TreeMap<Key, ServiceCall>(
                Comparator.comparing(Key::path).thenComparingInt(key -> rank(key.method())));
        for (var covered : catalogue.covered(scope.urls())) {
            var service = services.get(covered.route().service());
            if (service != null) {
                methods(service, covered.methods())
                        .forEach(method -> calls.put(
                                new Key(covered.url().toString(), method), call(service, method, covered.url())));
            }
        }
        return List.copyOf(calls.values());
    }

    /** Returns the methods to show. If a service accepts all methods, these are the usual ones of its kind. */
    private static List<String> methods(CallableService service, Set<String> covered) {
        if (covered.containsAll(HttpMethods.KNOWN)) {
            return List.of(service.kind() == ServiceKind.FLOW_SERVICE ? "POST" : "GET");
        }
        var usual = METHODS.stream().filter(covered::contains).toList();
        return usual.isEmpty() ? RARE_METHODS.stream().filter(covered::contains).toList() : usual;
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
