// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.service.ServiceKind;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * An exposed service's ids, names and path, for lists and links.
 *
 * @param projectId the project's generated id
 * @param name the name of the flow service or REST API
 * @param path the URL pattern of the service
 */
@RegisterForReflection
@TemplateData
public record ServiceReference(
        UUID id, ServiceKind kind, String projectId, String projectName, String name, String resource, String path) {}
