// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.adminapi.NotInEntityTag;
import dev.gatehouse.cluster.RateLimit;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects and services in requests and responses of the admin API. */
public final class ServiceViews {
    private ServiceViews() {}

    /**
     * A project in a request.
     *
     * @param environment the environment; default {@code development}, cannot be changed later
     */
    public record ProjectInput(
            @Nullable String name, @Nullable String environment) {}

    /**
     * A project in a response.
     *
     * @param managed true: configuration files manage the project; null: they do not
     */
    @TemplateData
    public record ProjectView(
            UUID id,
            String projectId,
            String name,
            String environment,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,

            Instant createdAt,
            Instant updatedAt) {
        static ProjectView of(Project project) {
            return new ProjectView(
                    project.id,
                    project.projectId,
                    project.name,
                    project.environment,
                    ManagedObjects.shown(project.managed),
                    project.createdAt,
                    project.updatedAt);
        }
    }

    /**
     * An exposed service in a request.
     *
     * @param projectId the project's generated id; cannot be changed later, and neither can the kind
     * @param name the name of the flow service or REST API
     * @param resource the pattern below the API, such as {@code /customers/*}; REST resources only
     * @param methods the accepted methods; null: all
     * @param timeoutMs the time until the upstream's response begins, in milliseconds; default 30,000
     * @param rateLimit the limit of calls by all clients together; null: unlimited
     * @param cors the CORS rule; null: off
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
     * An exposed service in a response.
     *
     * @param imported whether an OpenAPI document is the source
     * @param managed true: configuration files manage the service; null: they do not
     * @param lastUsedAt when a call was last allowed; null: never
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

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,

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
                    ManagedObjects.shown(service.managed),
                    service.lastUsedAt,
                    service.createdAt,
                    service.updatedAt);
        }
    }
}
