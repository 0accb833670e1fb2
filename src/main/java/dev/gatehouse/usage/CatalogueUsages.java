// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.ScopeMatcher.Coverage;
import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.CoveredCalls;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.Projects;
import dev.gatehouse.service.Route;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.service.ServiceErrors;
import dev.gatehouse.service.ServiceKind;
import dev.gatehouse.service.upstream.DeclaredUpstreams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports what depends on the current tenant's projects, services and upstreams, before one is deleted. */
@ApplicationScoped
class CatalogueUsages {
    private static final int SHOWN = 50;

    private final Projects projects;
    private final ExposedServices services;
    private final Scopes scopes;
    private final DeclaredUpstreams upstreams;
    private final ServiceReferences references;

    CatalogueUsages(
            Projects projects,
            ExposedServices services,
            Scopes scopes,
            DeclaredUpstreams upstreams,
            ServiceReferences references) {
        this.projects = projects;
        this.services = services;
        this.scopes = scopes;
        this.upstreams = upstreams;
        this.references = references;
    }

    /**
     * Returns which scopes cover a service, and when the service was last used.
     *
     * @throws ProblemException if there is no such service
     */
    @Transactional
    ServiceUsage ofService(UUID id) {
        var service =
                services.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound(ServiceErrors.notFound()));
        var covering = new TreeMap<String, List<CoveredUrl>>(
                scopes.matcher().overlapping(UrlPattern.stored(service.path)).stream()
                        .collect(Collectors.groupingBy(
                                Coverage::scope,
                                Collectors.mapping(
                                        url -> new CoveredUrl(url.pattern(), url.methods()), Collectors.toList()))));
        var catalogue = services.catalogue();
        var rows = covering.entrySet().stream()
                .flatMap(scope -> of(id, scope.getKey(), catalogue.covered(scope.getValue())).stream())
                .toList();
        return new ServiceUsage(Excerpt.of(rows, SHOWN), service.lastUsedAt);
    }

    /**
     * Returns the content of a project, and the scopes that cover its services.
     *
     * @throws ProblemException if there is no such project
     */
    @Transactional
    ProjectUsage ofProject(String projectId) {
        var project = projects.byProjectId(projectId)
                .orElseThrow(() -> ProblemException.notFound(ServiceErrors.projectNotFound()));
        var own = services.list("project", project.id);
        var matcher = scopes.matcher();
        var catalogue = services.catalogue();
        var touching = new TreeSet<String>();
        for (var service : own) {
            matcher.overlapping(UrlPattern.stored(service.path)).stream()
                    .map(Coverage::scope)
                    .forEach(touching::add);
        }
        var ids = own.stream().map(service -> service.id).collect(Collectors.toSet());
        var only = touching.stream()
                .filter(name -> leadsOnlyTo(ids, name, matcher, catalogue))
                .toList();
        return new ProjectUsage(
                (int) own.stream()
                        .filter(service -> service.kind == ServiceKind.FLOW_SERVICE)
                        .count(),
                (int) own.stream()
                        .filter(service -> service.kind == ServiceKind.REST_RESOURCE)
                        .count(),
                Excerpt.of(only, SHOWN),
                touching.size() - only.size(),
                own.stream()
                        .map(service -> service.lastUsedAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null));
    }

    /**
     * Returns the services whose calls go to a declared upstream.
     *
     * @throws ProblemException if there is no such upstream
     */
    @Transactional
    UpstreamUsage ofUpstream(UUID id) {
        var name = upstreams.view(id).id().toString();
        var going = services.catalogue().routes().stream()
                .filter(route -> route.server().key().name().equals(name))
                .sorted(Comparator.comparing(Route::path))
                .map(Route::service)
                .toList();
        var first = Excerpt.of(going, SHOWN);
        var known = references.of(first.items());
        return new UpstreamUsage(new Excerpt<>(
                first.items().stream()
                        .flatMap(service -> Stream.ofNullable(known.get(service)))
                        .toList(),
                first.total()));
    }

    private static boolean leadsOnlyTo(Set<UUID> ids, String scope, ScopeMatcher matcher, ServiceCatalogue catalogue) {
        var known = matcher.get(scope);
        return known != null
                && known.urls().stream()
                        .flatMap(url -> catalogue.overlapping(url.pattern()).stream())
                        .allMatch(route -> ids.contains(route.service()));
    }

    /** Returns the part of a scope's calls that belongs to one service. */
    private static List<ServiceUsage.CoveringScope> of(UUID service, String scope, Collection<CoveredCalls> covered) {
        var own = covered.stream()
                .filter(calls -> calls.route().service().equals(service))
                .toList();
        if (own.isEmpty()) {
            return List.of();
        }
        var methods = own.stream().flatMap(calls -> calls.methods().stream()).collect(Collectors.toSet());
        var whole = own.stream()
                .filter(CoveredCalls::isEveryUrl)
                .flatMap(calls -> calls.methods().stream())
                .collect(Collectors.toSet());
        return List.of(new ServiceUsage.CoveringScope(
                scope,
                whole.containsAll(methods) ? Extent.ALL : Extent.PARTLY,
                HttpMethods.covering(methods).sorted()));
    }
}
