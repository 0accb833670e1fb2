// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords that the admin API generates. Only one response shows the password. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PasswordApiTest {
    private static final String GENERATED = "[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private String username;

    @BeforeEach
    void start() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        username = AdminApi.unique();
    }

    @Test
    void anAccountIsMadeWithAPasswordThatIsShownOnce() {
        var answer = admin.post(
                "/accounts", new JsonObject().put("username", username).put("generatePassword", true));

        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        var created = answer.json();
        var password = created.getString("password");
        assertThat(password).matches(GENERATED);
        var read = admin.get("/accounts/" + created.getString("id"));
        assertThat(read.json()).isEqualTo(without(created, "password"));
        assertThat(read.header("etag")).isEqualTo(answer.header("etag"));
        assertThat(PostgresResource.dump()).doesNotContain(password);
        assertThat(signIn(gate.browser(), password)).isEqualTo(303);
    }

    @Test
    void aPasswordIsTypedOrGenerated() {
        AdminApi.assertInvalid(
                admin.post(
                        "/accounts",
                        new JsonObject()
                                .put("username", username)
                                .put("password", "long enough")
                                .put("generatePassword", true)),
                AdminApi.error("password", "Either enter a password or have one generated, not both."));
    }

    @Test
    void aResetEndsTheSessionsAndTheOldPassword() {
        var id = admin.createPerson(username);
        var browser = gate.browser();
        assertThat(signIn(browser, username + "-demo")).isEqualTo(303);
        assertThat(browser.get("/console").status()).isEqualTo(403);
        assertThat(admin.get("/accounts/" + id).json().getString("signedInAt")).isNotNull();

        var answer = admin.post("/accounts/" + id + "/password", new JsonObject());

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        var password = answer.json().getString("password");
        assertThat(password).matches(GENERATED);
        assertThat(without(answer.json(), "password"))
                .isEqualTo(admin.get("/accounts/" + id).json());
        assertThat(answer.json().getString("signedInAt")).isNull();
        assertThat(browser.get("/console").status())
                .as("redirect to the sign-in page")
                .isEqualTo(303);
        assertThat(signIn(gate.browser(), username + "-demo")).isEqualTo(401);
        assertThat(signIn(gate.browser(), password)).isEqualTo(303);
        assertThat(AuditTrail.of("account.changed"))
                .contains("SUCCESS " + username + " password replaced, sessions ended: 1");
    }

    @Test
    void aTypedPasswordIsNotSaidBack() {
        var id = admin.createPerson(username);

        var answer = admin.post("/accounts/" + id + "/password", new JsonObject().put("password", "another one"));

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(admin.get("/accounts/" + id).json());
        assertThat(signIn(gate.browser(), "another one")).isEqualTo(303);
    }

    @Test
    void aTypedPasswordHasToBeLongEnough() {
        var id = admin.createPerson(username);

        AdminApi.assertInvalid(
                admin.post("/accounts/" + id + "/password", new JsonObject().put("password", "short")),
                AdminApi.error("password", "At least 8 characters are required."));
        AdminApi.assertProblem(
                admin.post("/accounts/" + AdminApi.ABSENT + "/password", new JsonObject()),
                404,
                "Not found",
                "The account does not exist.");
    }

    private int signIn(Browser browser, String password) {
        return browser.form("/signin", Map.entry("username", username), Map.entry("password", password))
                .status();
    }

    private static JsonObject without(JsonObject view, String field) {
        var copy = view.copy();
        copy.remove(field);
        return copy;
    }
}
