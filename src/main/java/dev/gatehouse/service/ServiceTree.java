// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The exposed services as a tree, for selecting the URLs of a scope.
 *
 * @param more whether there are more projects
 */
public record ServiceTree(List<ProjectNode> projects, boolean more) {

    /**
     * A project.
     *
     * @param more whether the project has more services
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
     * @param url the pattern that covers all resources of the API
     */
    public record ApiNode(String name, String url, List<ServiceNode> resources) {}

    /**
     * A flow service, or a resource of a REST API.
     *
     * @param resource the pattern below the API; empty for a flow service
     * @param url the pattern that covers this service only
     * @param methods the accepted methods; empty: all
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
