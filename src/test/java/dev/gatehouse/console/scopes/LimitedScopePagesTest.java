// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form of a scope that is limited to a group, in a tenant with more groups than a form shows. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LimitedScopePagesTest {
    /** The maximum number of groups that a form shows. */
    private static final int SHOWN = 200;

    @TestHTTPResource("/")
    URI base;

    private final List<String> made = new ArrayList<>();
    private AdminApi api;
    private ConsoleVisitor admin;
    private String name;

    @BeforeEach
    void start() {
        var gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.administrator(gate);
        name = AdminApi.unique();
    }

    /** Deletes the groups, because the forms of other tests would show them as the first groups. */
    @AfterEach
    void removeTheGroups() {
        made.forEach(group -> AdminApi.assertNoContent(api.delete("/groups/" + group)));
    }

    @Test
    void staysLimitedToAGroupThatIsNotAmongTheFirst() {
        var last = api.createGroup("zzz" + name);
        var scope = api.createScope(name, "/integration/rest/" + name, last);
        for (var i = 0; i < SHOWN; i++) {
            made.add(api.createGroup("aaa" + name + i));
        }
        var form = admin.page("/console/scopes/" + scope + "/edit");

        admin.done(admin.submit(form, Map.of("description", List.of("said otherwise"))));

        var saved = api.get("/scopes/" + scope).json();
        assertThat(saved.getString("description")).isEqualTo("said otherwise");
        assertThat(saved.getJsonArray("groups"))
                .containsExactly(new JsonObject().put("id", last).put("name", "zzz" + name));
    }
}
