// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A user signs in while an administrator changes the user's account or credentials. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignInRaceTest {
    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private String username;
    private String id;
    private Browser browser;

    @BeforeEach
    void somebody() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        username = AdminApi.unique();
        id = admin.createPerson(username);
        browser = gate.browser();
    }

    private Answer signIn() {
        return browser.form("/signin", Map.entry("username", username), Map.entry("password", username + "-demo"));
    }

    private boolean isSignedIn() {
        return browser.get("/my-access").status() == 200;
    }

    /**
     * Returns the response to a sign-in that verifies its credentials before a statement commits and starts its session
     * afterwards.
     */
    private Answer answerAfter(String statement, Supplier<Answer> signIn) throws Exception {
        try (var connection = PostgresResource.connect();
                var change = connection.createStatement()) {
            connection.setAutoCommit(false);
            change.execute("select 1 from account where id = '" + id + "' for update");
            var answer = Race.begin(1, ignored -> signIn.get()).getFirst();
            await().until(() -> {
                try (var waiting = change.executeQuery("select count(*) from pg_stat_activity where wait_event_type ="
                        + " 'Lock' and query like '%from account%' and query like '%for share%'")) {
                    return answer.isDone() || (waiting.next() && waiting.getInt(1) == 1);
                }
            });
            change.execute(statement.formatted(id));
            connection.commit();
            return answer.get();
        }
    }

    private void assertAuditedAsChanged() {
        await().untilAsserted(() -> assertThat(AuditTrail.by("account.sign_in", username))
                .contains("DENIED the account was changed at the same moment"));
    }

    @Test
    void passwordThatIsReplacedMeanwhileLetsNobodyIn() throws Exception {
        var answer = answerAfter("update account set password_hash = 'another' where id = '%s'", this::signIn);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(isSignedIn()).isFalse();
        assertAuditedAsChanged();
    }

    @Test
    void accountThatIsDeactivatedMeanwhileLetsNobodyIn() throws Exception {
        var answer = answerAfter("update account set active = false where id = '%s'", this::signIn);

        assertThat(answer.status()).isEqualTo(401);
        assertAuditedAsChanged();
    }

    @Test
    void passkeyThatIsDeletedMeanwhileLetsNobodyIn() throws Exception {
        var authenticator = new Authenticator(gate);
        signIn();
        var options = browser.send("POST", "/passkeys/registration/options", "{}");
        var added = browser.send(
                "POST",
                "/passkeys/registration",
                authenticator.create(options.json(), "My key").encode());
        assertThat(added.status()).as("%s", added).isEqualTo(201);
        browser = gate.browser();
        var challenge =
                browser.send("POST", "/passkeys/authentication/options", "{}").json();
        var signed = authenticator.sign(challenge).encode();

        var answer = answerAfter(
                "delete from passkey where account = '%s'",
                () -> browser.send("POST", "/passkeys/authentication", signed));

        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(isSignedIn()).isFalse();
    }

    /** The sign-in and the password change run in any order. In both orders, no session outlives its password. */
    @RepeatedTest(5)
    void noSessionOutlivesItsPassword() {
        Race.of(
                2,
                runner -> runner == 0
                        ? signIn()
                        : admin.post(
                                "/accounts/" + id + "/password", new JsonObject().put("password", "quite another")));

        assertThat(isSignedIn()).isFalse();
    }
}
