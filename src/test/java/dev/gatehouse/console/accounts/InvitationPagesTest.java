// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import static dev.gatehouse.testing.ConsoleVisitor.error;
import static dev.gatehouse.testing.ConsoleVisitor.value;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The invitation pages of the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InvitationPagesTest {
    private static final String INVITATIONS = "/console/invitations";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi api;
    private ConsoleVisitor admin;
    private String name;

    @BeforeEach
    void start() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.administrator(gate);
        name = AdminApi.unique();
    }

    @Test
    void accountsPageOffersAnInvitation() {
        var page = admin.page("/console/accounts");

        assertThat(page.select(".page-head a.primary").text()).isEqualTo("Invite");
        assertThat(page.select(".page-head a.primary").attr("href")).isEqualTo(INVITATIONS + "/new");
        assertThat(page.select(".tabs a").eachText()).containsExactly("Accounts", "Groups", "Invitations");
        var invitations = admin.page(INVITATIONS);
        assertThat(invitations.select(".tabs a[aria-current]").attr("href")).isEqualTo(INVITATIONS);
        assertThat(invitations.select(".rail a[aria-current]").attr("href")).isEqualTo("/console/accounts");
    }

    @Test
    void linkIsShownOnceAndWorks() {
        var answer = admin.submit(
                admin.page(INVITATIONS + "/new"),
                Map.of("role", List.of("AUDITOR"), "displayName", List.of(name), "lifetimeSeconds", List.of("3600")));

        var page = ConsoleVisitor.page(answer, 200, INVITATIONS);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        var link = page.select(".secret code").text();
        assertThat(link).startsWith(gate.issuer() + "/invitation?code=gin_");
        assertThat(page.select(".secret button").attr("data-copy")).isEqualTo(link);
        assertThat(page.select(".secret").text()).contains("Auditor", name).containsPattern("in (an hour|59 minutes)");
        var target = URI.create(link);
        assertThat(gate.browser()
                        .get(target.getPath() + "?" + target.getQuery())
                        .status())
                .isEqualTo(200);
        assertThat(admin.page(INVITATIONS + "?search=" + name).html()).doesNotContain("gin_");
    }

    @Test
    void listShowsOpenInvitationsWithWhoCreatedThem() {
        api.created("/invitations", new JsonObject().put("displayName", name).put("role", "ADMINISTRATOR"));

        var rows = admin.page(INVITATIONS + "?search=" + name).select("tbody tr");

        assertThat(rows).hasSize(1);
        assertThat(rows.text())
                .contains(name, "Administrator", "admin", "just now")
                .containsPattern("in [67] days");
    }

    @Test
    void revokedInvitationIsNoLongerListed() {
        var id = api.created("/invitations", new JsonObject().put("displayName", name))
                .getString("id");
        var path = INVITATIONS + "/" + id + "/revoke";

        assertThat(admin.page(INVITATIONS + "?search=" + name).select("tbody a").attr("href"))
                .isEqualTo(path);
        var page = admin.page(path);
        assertThat(page.select("form .strong").text()).isEqualTo(name);
        var list = admin.done(admin.submit(page, Map.of()));

        assertThat(list.select("[data-notice]").text()).isEqualTo("Revoked. The link no longer works.");
        assertThat(admin.page(INVITATIONS + "?search=" + name).select("tbody tr"))
                .isEmpty();
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(admin.post(path, Map.of()).status()).as("a double click").isEqualTo(303);
    }

    @Test
    void rejectedFormComesBackAsItWas() {
        var answer = admin.submit(
                admin.page(INVITATIONS + "/new"),
                Map.of(
                        "role", List.of("AUDITOR"),
                        "username", List.of("a b"),
                        "displayName", List.of(name),
                        "lifetimeSeconds", List.of("86400")));

        var page = ConsoleVisitor.page(answer, 422, INVITATIONS);
        assertThat(error(page, "username")).isEqualTo("Spaces are not allowed.");
        assertThat(value(page, "username")).isEqualTo("a b");
        assertThat(value(page, "displayName")).isEqualTo(name);
        assertThat(page.select("input[name=role][checked]").val()).isEqualTo("AUDITOR");
        assertThat(page.select("input[name=lifetimeSeconds][checked]").val()).isEqualTo("86400");
    }

    @Test
    void auditorReadsTheListAndInvitesNobody() {
        api.created("/invitations", new JsonObject().put("displayName", name));
        var auditor = ConsoleVisitor.auditor(gate);

        var page = auditor.page(INVITATIONS + "?search=" + name);

        assertThat(page.select("tbody tr").text()).contains(name);
        assertThat(page.select("tbody a, .page-head a")).isEmpty();
        assertThat(auditor.page(INVITATIONS + "/new").select("form.form button"))
                .isEmpty();
        assertThat(auditor.post(INVITATIONS + "/new", Map.of("role", "NONE")).status())
                .isEqualTo(403);
    }
}
