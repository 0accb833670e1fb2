// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The examples of the operator's API. */
class OpenApiOperatorExamplesIT extends ExecutedExamples {
    private static final List<String> BUILDING = List.of(
            "createTenant",
            "listTenants",
            "getTenant",
            "updateTenant",
            "createAdministratorLink",
            "getQuotas",
            "replaceQuotas",
            "getUsage",
            "exportTenant",
            "importTenant",
            "suspendTenant",
            "resumeTenant",
            "listNodes");

    private static final List<String> TAKING_BACK = List.of("deleteTenant");

    private PackagedGatehouse program;
    private Callers callers;
    private Variations variations;

    OpenApiOperatorExamplesIT() {
        super(AdminApiDocument.ofOperator(), BUILDING, TAKING_BACK);
    }

    @BeforeAll
    void start() {
        program = PackagedGatehouse.start(PackagedGatehouse.node(
                PostgresResource.freshDatabase(), "-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST));
        var operator = OperatorApi.of(new Gate(program.address()));
        callers = new Callers(
                operator.gate(),
                operator.token(),
                Optional.empty(),
                operator.gate().adminToken());
        variations = new Variations(document, callers, values);
        values.show("http://" + OperatorApi.HOST, "https://operator.example");
        for (var host : List.of("auth.acme.example", "auth.copy.example")) {
            values.show("http://" + host + ":8080", "https://" + host);
        }
    }

    @AfterAll
    void stop() {
        program.close();
    }

    @Override
    Callers callers() {
        return callers;
    }

    @Override
    Map<String, Supplier<Answer>> conflicts() {
        return Map.of(
                // The default tenant has neither a base URL nor hosts.
                "createAdministratorLink",
                () -> variations.elsewhere("createAdministratorLink", "/tenants/default/administrator-link"),
                "createTenant",
                () -> variations.again("createTenant"),
                "updateTenant",
                () -> variations.changed("updateTenant", body -> body.put("name", "Acme copy")),
                "deleteTenant",
                () -> variations.elsewhere("deleteTenant", "/tenants/default"),
                "suspendTenant",
                () -> variations.elsewhere("suspendTenant", "/tenants/operator/suspend"),
                "resumeTenant",
                () -> variations.elsewhere("resumeTenant", "/tenants/operator/resume"),
                "exportTenant",
                () -> variations.elsewhere("exportTenant", "/tenants/operator/export"),
                "importTenant",
                () -> variations.again("importTenant"));
    }
}
