package dev.gatehouse.service;

import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.NotInEntityTag;
import dev.gatehouse.cluster.RateLimit;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The catalogue as the admin API takes and shows it. */
public final class ServiceViews {
    private ServiceViews() {}

    /** A project; {@code environment} is {@code development} unless said otherwise, and cannot change later. */
    public record ProjectInput(
            @Nullable String name, @Nullable String environment) {}

    @TemplateData
    public record ProjectView(
            UUID id, String projectId, String name, String environment, Instant createdAt, Instant updatedAt) {
        static ProjectView of(Project project) {
            return new ProjectView(
                    project.id,
                    project.projectId,
                    project.name,
                    project.environment,
                    project.createdAt,
                    project.updatedAt);
        }
    }

    /**
     * An exposed service.
     *
     * @param projectId the project's generated id; it and the kind cannot change later
     * @param name the flow service's or REST API's name
     * @param resource only for REST resources: a pattern below the API such as {@code /customers/*}
     * @param methods none: all
     * @param timeoutMs how long the upstream may take until its answer begins; 30,000 unless said otherwise
     * @param rateLimit how often it may be called, by all clients together; none: as often as they like
     * @param cors which scripts of other origins may call it; none: off
     */
    public record ServiceInput(
            @Nullable String projectId,
            @Nullable ServiceKind kind,
            @Nullable String name,
            @Nullable String resource,
            @Nullable List<String> methods,
            @Nullable String description,
            @Nullable String upstreamUrl,
            @Nullable Integer timeoutMs,
            RateLimit.@Nullable Input rateLimit,
            CorsRule.@Nullable Input cors) {

        /** A service with the default timeout, without a rate limit and without CORS. */
        public static ServiceInput withDefaults(
                @Nullable String projectId,
                ServiceKind kind,
                @Nullable String name,
                @Nullable String resource,
                List<String> methods,
                @Nullable String description,
                @Nullable String upstreamUrl) {
            return new ServiceInput(
                    projectId, kind, name, resource, methods, description, upstreamUrl, null, null, null);
        }
    }

    /**
     * An exposed service as it is shown.
     *
     * @param imported whether an OpenAPI document is its source
     * @param lastUsedAt when a call was last let through to it; null: never
     */
    @TemplateData
    public record ServiceView(
            UUID id,
            String projectId,
            ServiceKind kind,
            String name,
            String resource,
            String path,
            List<String> methods,
            @Nullable String description,
            String upstreamUrl,
            int timeoutMs,
            @Nullable RateLimit rateLimit,
            CorsRule cors,
            boolean imported,
            @JsonView(NotInEntityTag.class) @Nullable Instant lastUsedAt,
            Instant createdAt,
            Instant updatedAt) {
        static ServiceView of(ExposedService service, Project project) {
            return new ServiceView(
                    service.id,
                    project.projectId,
                    service.kind,
                    service.name,
                    service.resource,
                    service.path,
                    service.httpMethods().sorted(),
                    service.description,
                    service.upstreamUrl,
                    service.timeoutMs,
                    service.rateLimit,
                    service.cors(),
                    service.imported,
                    service.lastUsedAt,
                    service.createdAt,
                    service.updatedAt);
        }
    }
}
