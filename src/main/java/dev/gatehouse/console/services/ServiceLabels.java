// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of projects, services, REST APIs, imports and upstreams. */
final class ServiceLabels {
    private ServiceLabels() {}

    /** The form of a project. */
    static final Labels PROJECT = (field, language) -> {
        var projects = language.texts(ProjectMessages.class);
        return switch (field) {
            case "name" -> projects.name();
            case "environment" -> projects.environment();
            default -> null;
        };
    };

    /** The form of an exposed service. */
    static final Labels SERVICE = (field, language) -> {
        var services = language.texts(ServiceMessages.class);
        return switch (field) {
            case "kind" -> services.kind();
            case "projectId" -> services.project();
            case "name" -> services.name();
            case "resource" -> services.resource();
            case "methods" -> services.methods();
            case "upstreamUrl" -> services.upstreamUrl();
            case "timeoutMs" -> services.timeout();
            case "rateLimit.requests" -> services.rateRequests();
            case "rateLimit.perSeconds" -> services.ratePerSeconds();
            case "rateLimit.burst" -> services.rateBurst();
            case "description" -> services.description();
            case "cors.mode" -> services.cors();
            case "cors.origins" -> services.corsOrigins();
            default -> null;
        };
    };

    /** The form for the CORS rule of a REST API. */
    static final Labels API_ORIGINS = (field, language) -> {
        var services = language.texts(ServiceMessages.class);
        return switch (field) {
            case "mode" -> services.cors();
            case "origins" -> services.corsOrigins();
            default -> null;
        };
    };

    /** The form for the import of an OpenAPI document. */
    static final Labels IMPORT = (field, language) -> {
        var imports = language.texts(ImportMessages.class);
        var projects = language.texts(ProjectMessages.class);
        return switch (field) {
            case "document" -> imports.paste();
            case "projectId" -> imports.project();
            case "newProject" -> imports.newProjectName();
            case "environment" -> projects.environment();
            case "name" -> imports.name();
            case "upstream" -> imports.upstream();
            case "file" -> imports.file();
            default -> null;
        };
    };

    /** The form of a declared upstream. */
    static final Labels UPSTREAM = (field, language) -> {
        var upstreams = language.texts(UpstreamMessages.class);
        return switch (field) {
            case "url" -> upstreams.url();
            case "description" -> upstreams.description();
            case "authentication" -> upstreams.authentication();
            case "headerName" -> upstreams.headerName();
            case "headerValue" -> upstreams.headerValue();
            case "tokenUrl" -> upstreams.tokenUrl();
            case "clientId" -> upstreams.clientId();
            case "clientSecret" -> upstreams.clientSecret();
            case "clientAuthentication" -> upstreams.clientAuthentication();
            case "scope" -> upstreams.scope();
            case "resource" -> upstreams.resource();
            case "audience" -> upstreams.audience();
            case "trustedCertificates" -> upstreams.trustedCertificates();
            case "maxConcurrent" -> upstreams.maxConcurrent();
            default -> null;
        };
    };
}
