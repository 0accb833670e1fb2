// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.service.upstream.DeclaredUpstreams;
import dev.gatehouse.service.upstream.UpstreamUrl;
import dev.gatehouse.service.upstream.UpstreamView;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Previews of services for forms, computed while the administrator types. A preview changes and reserves nothing. */
@ApplicationScoped
public class ServicePreviews {
    private final Projects projects;
    private final ExposedServices services;
    private final DeclaredUpstreams upstreams;
    private final TimeSource time;

    ServicePreviews(Projects projects, ExposedServices services, DeclaredUpstreams upstreams, TimeSource time) {
        this.projects = projects;
        this.services = services;
        this.upstreams = upstreams;
        this.time = time;
    }

    /**
     * The preview of a service.
     *
     * @param path the path of the service; null if it is not known yet
     * @param taken whether another service has the same path and a common method
     * @param target the URL that calls would be forwarded to; null if it is not known yet
     * @param upstream the declared upstream of the target; null if there is none
     * @param errors why the path is not known
     * @param shared calls that match this and another service, with the service that gets them; the first ones only
     */
    @TemplateData
    public record Preview(
            @Nullable String path,
            boolean taken,
            @Nullable String target,
            @Nullable UpstreamView upstream,
            List<FieldError> errors,
            List<OverlappingCalls> shared) {
        public Preview {
            errors = List.copyOf(errors);
            shared = List.copyOf(shared);
        }
    }

    /**
     * Returns the preview of an input. Missing fields are not errors.
     *
     * @param self the id of the edited service; null for a new one
     */
    @Transactional
    public Preview of(ServiceInput input, @Nullable String self) {
        var project = projects.byProjectId(input.projectId() == null ? "" : input.projectId());
        var kind = input.kind();
        var errors = new FieldErrors();
        String path = null;
        if (project.isPresent() && kind != null && input.name() != null) {
            var service = new ExposedService();
            service.kind = kind;
            service.name = ExposedServices.name(input.name(), errors);
            service.resource = kind == ServiceKind.REST_RESOURCE && input.resource() != null ? input.resource() : "";
            errors.check(
                    service.resource.isEmpty() || service.resource.startsWith("/"),
                    "resource",
                    ServiceErrors.withoutSlash());
            var found = errors.isEmpty() ? ExposedServices.path(service, project.get(), errors) : null;
            path = errors.isEmpty() ? found : null;
        }
        var methods = methods(input);
        var taken = path != null
                && services.list("path = ?1 and cast(id as string) <> ?2", path, self == null ? "" : self).stream()
                        .anyMatch(other -> other.httpMethods().overlap(methods));
        return new Preview(
                path,
                taken,
                target(input),
                upstream(input.upstreamUrl()).orElse(null),
                errors.all(),
                path == null ? List.of() : services.catalogue().shared(UrlPattern.stored(path), methods, self));
    }

    /** Returns the methods, or all methods if one is invalid. The field itself reports invalid methods. */
    private static HttpMethods methods(ServiceInput input) {
        var unknown = new FieldErrors();
        var methods = HttpMethods.parse(input.methods(), "methods", unknown);
        return unknown.isEmpty() ? methods : HttpMethods.ALL;
    }

    /** Returns the declared upstream that calls to an upstream URL use, if there is one. */
    @Transactional
    public Optional<UpstreamView> upstream(@Nullable String upstreamUrl) {
        return url(upstreamUrl)
                .flatMap(url -> upstreams.listAll().stream()
                        .filter(upstream -> upstream.parsedUrl()
                                .filter(declared -> declared.covers(url))
                                .isPresent())
                        .max(Comparator.comparingInt(upstream ->
                                upstream.parsedUrl().orElseThrow().segments().size())))
                .map(upstream -> UpstreamView.of(upstream, time.now()));
    }

    private static Optional<UpstreamUrl> url(@Nullable String text) {
        return text == null ? Optional.empty() : UpstreamUrl.parse(text, "upstreamUrl", new FieldErrors());
    }

    /**
     * Returns the target URL: the resource is appended for a REST resource, and a flow service has the upstream URL.
     */
    private static @Nullable String target(ServiceInput input) {
        return url(input.upstreamUrl())
                .map(url -> input.kind() == ServiceKind.REST_RESOURCE && input.resource() != null
                        ? url + input.resource()
                        : url.target())
                .orElse(null);
    }
}
