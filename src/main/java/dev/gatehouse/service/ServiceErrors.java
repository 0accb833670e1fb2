// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.problem.ErrorText;

/** The errors of projects, exposed services and their CORS rules. */
public final class ServiceErrors {
    private ServiceErrors() {}

    public static ErrorText notFound() {
        return ErrorText.of("service.not-found");
    }

    public static ErrorText apiNotFound() {
        return ErrorText.of("api.not-found");
    }

    public static ErrorText projectNotFound() {
        return ErrorText.of("project.not-found");
    }

    static ErrorText unknownProject() {
        return ErrorText.of("project.unknown");
    }

    static ErrorText resourceOfFlowService() {
        return ErrorText.of("service.resource-of-flow-service");
    }

    public static ErrorText withoutSlash() {
        return ErrorText.of("service.without-slash");
    }

    static ErrorText nameCharacters() {
        return ErrorText.of("service.name-characters");
    }

    static ErrorText taken(String path) {
        return ErrorText.of("service.taken", path);
    }

    static ErrorText originsWithoutAllow() {
        return ErrorText.of("cors.origins-without-allow");
    }

    static ErrorText originMissing() {
        return ErrorText.of("cors.origin-missing");
    }

    static ErrorText environment() {
        return ErrorText.of("project.environment");
    }

    static ErrorText defaultProjectName() {
        return ErrorText.of("project.default-name");
    }

    static ErrorText defaultProject() {
        return ErrorText.of("project.default");
    }

    static ErrorText projectNotEmpty() {
        return ErrorText.of("project.not-empty");
    }

    static ErrorText projectTaken(String name, String environment) {
        return ErrorText.of("project.taken", name, environment);
    }
}
