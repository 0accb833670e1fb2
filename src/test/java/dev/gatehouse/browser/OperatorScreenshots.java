// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import com.microsoft.playwright.Browser;
import dev.gatehouse.browser.Screenshots.Look;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Not a test: {@code make screenshots} runs this class to save screenshots of the operator's pages in
 * {@code target/screenshots}.
 */
class OperatorScreenshots {
    private static final String TENANT = "/console/tenants/acme";

    private static PackagedGatehouse process;
    private static int port;

    @BeforeAll
    static void start() {
        port = ServerProcess.freePort();
        process = PackagedGatehouse.start(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + ServerProcess.freePort(),
                "-Dgatehouse.operator.base-url=http://operator.localhost:" + port);
        var node = new Gate(process.address());
        var operator = OperatorApi.of(node, "operator.localhost:" + port);
        operator.create(node, "acme", "login.acme.localhost");
        operator.call("PUT", "/acme/quotas", new JsonObject().put("clients", 20).put("callsPerSecond", 100));
        operator.create(node, "globex");
        operator.call("POST", "/globex/suspend", null);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyPageOfTheOperator(Look look) {
        try (var chromium = Chromium.launch();
                var person = new Person(chromium.browser().newContext(look.options(new Browser.NewContextOptions())))) {
            open(person, "/signin");
            person.signIn("admin", "admin-demo");
            for (var page : List.of("/console/tenants", "/console/new-tenant", "/console/nodes", TENANT)) {
                open(person, page);
                Screenshots.take("operator" + page.replace('/', '-'), look, person);
            }
            for (var action : List.of("edit", "quotas", "suspend", "delete", "enter")) {
                open(person, TENANT + "/" + action);
                Screenshots.take("operator-tenant-" + action, look, person);
            }
            person.page.getByLabel("Reason").fill("Ticket 4711: the partner's calls are denied");
            person.page.locator("main button.primary").click();
            Screenshots.take("operator-tenant-entry", look, person);
            person.page.locator("main a.primary").click();
            Screenshots.take("operator-entry", look, person);
            person.page.locator("main button.primary").click();
            Screenshots.take("operator-entered", look, person);
            open(person, TENANT);
            person.press("New administrator link");
            Screenshots.take("operator-tenant-link", look, person);
        }
    }

    private static void open(Person person, String path) {
        person.open("http://operator.localhost:" + port + path);
    }
}
