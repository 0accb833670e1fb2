// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists of projects and exposed services in the admin API. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CatalogueListTest {

    @TestHTTPResource("/")
    URI base;

    private AdminApi admin;
    private String name;
    private List<String> projects;

    @BeforeEach
    void makeProjects() {
        admin = AdminApi.of(new Gate(base));
        name = unique();
        projects = List.of("one", "two", "three").stream()
                .map(number -> admin.created("/projects", new JsonObject().put("name", name + " " + number))
                        .getString("projectId"))
                .sorted()
                .toList();
    }

    @Test
    void projectsAreSearchedByNameAndIdAndWalkedInPages() {
        assertThat(projectIds("/projects?limit=2&search=" + name.toUpperCase())).isEqualTo(projects);
        assertThat(projectIds("/projects?search=" + projects.getFirst())).containsExactly(projects.getFirst());
        assertThat(projectIds("/projects?search=" + name + "-none")).isEmpty();
    }

    @Test
    void servicesAreSearchedByPathAndDescription() {
        var first = expose(projects.getFirst(), "Calculator", "Adds for " + name);
        var second = expose(projects.getLast(), "Calculator" + name, "");

        assertThat(paths("/services?limit=1&search=" + name.toUpperCase())).containsExactlyInAnyOrder(first, second);
        assertThat(paths("/services?search=adds+for+" + name)).containsExactly(first);
        assertThat(paths("/services?search=" + name + "&projectId=" + projects.getLast()))
                .containsExactly(second);
        assertThat(paths("/services?search=" + name + "-none")).isEmpty();
    }

    @Test
    void servicesAreListedByKind() {
        var path = expose(projects.getFirst(), "Calculator", "");
        var project = "&projectId=" + projects.getFirst();

        assertThat(paths("/services?kind=FLOW_SERVICE" + project)).containsExactly(path);
        assertThat(paths("/services?kind=REST_RESOURCE" + project)).isEmpty();
        assertInvalid(
                admin.get("/services?kind=rest"),
                outsideBody("kind", "Only these values are allowed: FLOW_SERVICE, REST_RESOURCE."));
    }

    private String expose(String project, String service, String description) {
        return admin.created(
                        "/services",
                        new JsonObject()
                                .put("projectId", project)
                                .put("kind", "FLOW_SERVICE")
                                .put("name", service)
                                .put("description", description)
                                .put("upstreamUrl", "http://127.0.0.1:9/"))
                .getString("path");
    }

    private List<String> projectIds(String list) {
        return admin.walk(list).stream().map(row -> row.getString("projectId")).toList();
    }

    private List<String> paths(String list) {
        return admin.walk(list).stream().map(row -> row.getString("path")).toList();
    }
}
