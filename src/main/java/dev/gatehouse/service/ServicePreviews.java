package dev.gatehouse.service;

import dev.gatehouse.platform.FieldError;
import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service would be, told while it is being typed. Nothing is changed, and nothing is promised. */
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
     * What a service would be, as far as it can be told.
     *
     * @param path under which it would be called; null while that cannot be told
     * @param taken whether another service is there that answers to one of the methods
     * @param target where calls would go; null while that cannot be told
     * @param upstream the declared one that the target belongs to; null: none
     * @param errors why the path cannot be told
     * @param shared calls that it and another service would match, and which of them would get those; the first of them
     */
    @TemplateData
    public record Preview(
            @Nullable String path,
            boolean taken,
            @Nullable String target,
            @Nullable UpstreamView upstream,
            List<FieldError> errors,
            List<SharedCalls> shared) {
        public Preview {
            errors = List.copyOf(errors);
            shared = List.copyOf(shared);
        }
    }

    /**
     * What would become of an input; what is still empty is no error.
     *
     * @param self the id of the service that is edited, null for a new one
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

    /** Methods that do not exist are told at their field; until then it answers to all. */
    private static HttpMethods methods(ServiceInput input) {
        var unknown = new FieldErrors();
        var methods = HttpMethods.parse(input.methods(), "methods", unknown);
        return unknown.isEmpty() ? methods : HttpMethods.ALL;
    }

    /** The declared upstream that calls of an upstream URL go to, if there is one. */
    @Transactional
    public Optional<UpstreamView> upstream(@Nullable String upstreamUrl) {
        return url(upstreamUrl)
                .flatMap(url -> upstreams.listAll().stream()
                        .filter(upstream -> upstream.parsedUrl().covers(url))
                        .max(Comparator.comparingInt(
                                upstream -> upstream.parsedUrl().segments().size())))
                .map(upstream -> UpstreamView.of(upstream, time.now()));
    }

    private static Optional<UpstreamUrl> url(@Nullable String text) {
        if (text == null || !ExposedServices.isUpstream(text)) {
            return Optional.empty();
        }
        var url = URI.create(text);
        return Optional.of(UpstreamUrl.of(url).orElseGet(() -> UpstreamUrl.originOf(url)));
    }

    /** A resource is appended to the upstream URL, a flow service is one of its own. */
    private static @Nullable String target(ServiceInput input) {
        var upstream = input.upstreamUrl();
        if (upstream == null || !ExposedServices.isUpstream(upstream)) {
            return null;
        }
        return input.kind() == ServiceKind.REST_RESOURCE && input.resource() != null
                ? upstream.replaceAll("/+$", "") + input.resource()
                : upstream;
    }
}
