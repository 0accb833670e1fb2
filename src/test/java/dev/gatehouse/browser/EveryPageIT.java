// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ReducedMotion;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks every page of the console and of My access of the packaged Gatehouse. */
class EveryPageIT {

    @Test
    void isUsableByEverybodyInBothModesOnAnyScreenAndWithoutComplaints() {
        var base = PackagedGatehouse.demo();
        somethingOfEachKind(base);
        var faults = new ArrayList<String>();
        try (var chromium = Chromium.launch();
                var person = new Person(chromium.browser()
                        .newContext(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE)))) {
            person.open(base.resolve("/signin").toString());
            person.signIn("admin", "admin-demo");
            var pages = Tour.through(person, base, kind -> {
                Axe.faults(person.page).forEach(fault -> faults.add(kind + " " + fault));
                person.page.setViewportSize(320, 640);
                if ((Integer) person.page.evaluate("document.documentElement.scrollWidth") > 320) {
                    faults.add(kind + ": is wider than a small phone");
                }
                person.page.setViewportSize(1280, 800);
            });
            assertThat(pages).isGreaterThan(40);
            person.complaints().forEach(complaint -> faults.add("console: " + complaint));
        }
        assertThat(faults).isEmpty();
    }

    /** Creates an object of each kind, so that each kind of page exists. */
    static void somethingOfEachKind(URI base) {
        var gate = new Gate(base);
        var admin = AdminApi.of(gate);
        var group = admin.createGroup(AdminApi.unique());
        var person = admin.createPerson(AdminApi.unique());
        admin.join(group, "accounts", person);
        admin.join(group, "clients", Gate.PUBLIC_CLIENT);
        admin.created("/upstreams", new JsonObject().put("url", "https://" + AdminApi.unique() + ".example"));
        admin.created("/invitations", new JsonObject().put("displayName", "Richard Roe"));
        gate.grant("admin", List.of(Gate.CALCULATOR_SCOPE));
    }
}
