package dev.gatehouse.service;

import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The exposed services as a tree in which a URL is picked for a scope.
 *
 * @param more whether there are more projects than are shown
 */
public record ServiceTree(List<ProjectNode> projects, boolean more) {

    /**
     * A project.
     *
     * @param more whether there are more services in it than are shown
     */
    @TemplateData
    public record ProjectNode(
            String projectId,
            String name,
            String environment,
            List<ServiceNode> flowServices,
            List<ApiNode> restApis,
            boolean more) {}

    /**
     * A REST API.
     *
     * @param url what covers all that is below the API's name
     */
    public record ApiNode(String name, String url, List<ServiceNode> resources) {}

    /**
     * A flow service, or a resource of a REST API.
     *
     * @param resource below the API; empty for a flow service
     * @param url what covers it and nothing else
     * @param methods that it answers to; none: all
     */
    @TemplateData
    public record ServiceNode(
            UUID id,
            String name,
            String resource,
            String url,
            List<String> methods,
            @Nullable String description) {}
}
