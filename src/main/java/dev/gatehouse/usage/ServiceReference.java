package dev.gatehouse.usage;

import dev.gatehouse.service.ServiceKind;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * An exposed service as others name it.
 *
 * @param projectId the project's generated id
 * @param name the flow service's or REST API's name
 * @param path its URL pattern
 */
@RegisterForReflection
@TemplateData
public record ServiceReference(
        UUID id, ServiceKind kind, String projectId, String projectName, String name, String resource, String path) {}
