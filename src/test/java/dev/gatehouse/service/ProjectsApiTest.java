// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Projects in the admin API: each test breaks one rule and compares the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProjectsApiTest extends AdminApiFixture {

    @Test
    void projectIsCreatedReadRenamedAndDeleted() {
        var name = unique();
        var created = admin.created("/projects", new JsonObject().put("name", name));
        var id = created.getString("projectId");

        assertThat(id).matches("fl[0-9a-f]{12}");
        assertThat(created.getString("environment")).isEqualTo("development");
        assertThat(admin.get("/projects/" + id).json()).isEqualTo(created);
        assertThat(admin.put("/projects/" + id, new JsonObject().put("name", name + "2"))
                        .status())
                .isEqualTo(200);
        assertThat(admin.get("/projects/" + id).json().getString("name")).isEqualTo(name + "2");
        assertThat(admin.delete("/projects/" + id).status()).isEqualTo(204);
        assertProblem(admin.get("/projects/" + id), 404, "Not found", "The project does not exist.");
        for (var action : List.of("project.created", "project.changed", "project.deleted")) {
            assertThat(audited(action, id)).as(action).isEqualTo(1);
        }
    }

    @Test
    void nameIsRequiredAndEnvironmentIsAPathSegment() {
        assertInvalid(
                admin.post("/projects", new JsonObject().put("environment", "a/b")),
                error("name", "A value is required."),
                error("environment", "Use up to 63 letters, digits, - and _, and begin with a letter or digit."));
    }

    @Test
    void nameHasNothingInvisible() {
        var why = error("name", "Invisible, bidirectional and unassigned characters are not allowed. Remove them.");
        assertInvalid(admin.post("/projects", new JsonObject().put("name", "a\u202eb")), why);
        assertInvalid(
                admin.put("/projects/" + admin.createProject(unique()), new JsonObject().put("name", "a\u2067b")), why);
    }

    @Test
    void lineSeparatorIsNotDroppedFromTheEnvironment() {
        assertInvalid(
                admin.post("/projects", new JsonObject().put("name", unique()).put("environment", "test\u2028")),
                error("environment", "Use up to 63 letters, digits, - and _, and begin with a letter or digit."));
    }

    @Test
    void nameIsUniqueInItsEnvironmentIgnoringCase() {
        var name = unique();
        admin.created("/projects", new JsonObject().put("name", name));
        admin.created("/projects", new JsonObject().put("name", name).put("environment", "test"));

        assertConflict(
                admin.post("/projects", new JsonObject().put("name", name.toUpperCase())),
                "name",
                "A project named " + name.toUpperCase() + " exists already in development. Choose another name.");
    }

    @Test
    void environmentCannotBeChanged() {
        var name = unique();
        var id = admin.createProject(name);

        assertInvalid(
                admin.put("/projects/" + id, new JsonObject().put("name", name).put("environment", "test")),
                error("environment", "This value can't be changed."));
    }

    @Test
    void projectWithServicesCannotBeDeleted() {
        var project = project();
        admin.created("/services", service(project, "/a"));

        assertProblem(
                admin.delete("/projects/" + project),
                409,
                "Conflict",
                "The project has exposed services. Delete them first.");
    }

    @Test
    void defaultProjectStays() {
        var id = admin.walk("/projects?limit=200").stream()
                .filter(row -> row.getString("name").equals("Default"))
                .findFirst()
                .orElseThrow()
                .getString("projectId");

        assertProblem(admin.delete("/projects/" + id), 409, "Conflict", "The default project can't be deleted.");
        assertInvalid(
                admin.put("/projects/" + id, new JsonObject().put("name", "Other")),
                error("name", "The name of the default project can't be changed."));
    }

    @Test
    void listIsWalkedByKey() {
        project();
        project();

        var all = walk("/projects?limit=1", "projectId");
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(2).isSorted();
    }
}
