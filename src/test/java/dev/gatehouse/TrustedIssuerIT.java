// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two packaged Gatehouses with separate databases, of which one trusts the tokens of the other. */
class TrustedIssuerIT {
    private static final String ISSUERS = "/issuers";

    private static List<PackagedGatehouse> processes;
    private static Gate here;
    private static Gate there;
    private static AdminApi admin;
    private static Partner partner;

    @BeforeAll
    static void startBoth() {
        processes = Stream.of(PostgresResource.freshDatabase(), PostgresResource.freshDatabase())
                .map(database -> PackagedGatehouse.start(Stream.concat(
                                Stream.of(PackagedGatehouse.database(
                                        database, PostgresResource.username(), PostgresResource.password())),
                                Stream.of("-Xmx256m", "-Dgatehouse.bcrypt-cost=4"))
                        .toArray(String[]::new)))
                .toList();
        here = new Gate(processes.get(0).address());
        there = new Gate(processes.get(1).address());
        admin = AdminApi.of(here);
        partner = Partner.register(
                there, new JsonObject().put("resourceServer", true).put("scopes", new JsonArray(Partner.BOTH_SCOPES)));
    }

    @AfterAll
    static void stopBoth() {
        processes.forEach(PackagedGatehouse::close);
    }

    private static JsonObject registration(String validation) {
        return new JsonObject()
                .put("issuer", there.issuer())
                .put("name", "The other house")
                .put("validation", validation)
                .put("audience", there.issuer())
                .put(
                        "scopes",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("external", Gate.CUSTOMERS_SCOPE)
                                        .put("scope", Gate.CUSTOMERS_SCOPE)));
    }

    private static String token() {
        return partner.accessToken();
    }

    @Test
    void tokensOfTheOtherOpenWhatTheirScopesStandFor() {
        var token = token();
        assertThat(here.get(Gate.CUSTOMERS, token).status()).isEqualTo(401);
        var created = admin.created(ISSUERS, registration("JWT"));
        try {
            assertThat(created.getJsonArray("warnings")).isEmpty();
            assertThat(here.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
            assertThat(here.postJson(Gate.CALCULATOR, "{}", token).status()).isEqualTo(403);
            assertThat(here.get(AdminApi.V1 + "/clients", there.adminToken()).status())
                    .isEqualTo(403);
        } finally {
            AdminApi.assertNoContent(admin.delete(ISSUERS + "/" + created.getString("id")));
        }
        assertThat(here.get(Gate.CUSTOMERS, token).status()).isEqualTo(401);
    }

    @Test
    void tokensRevokedThereDoNotPassWhereTheOtherIsAsked() {
        var created = admin.created(
                ISSUERS,
                registration("INTROSPECTION")
                        .put("clientId", partner.clientId())
                        .put("clientSecret", partner.secret())
                        .put("cacheSeconds", 0));
        try {
            assertThat(created.getJsonArray("warnings")).isEmpty();
            var token = token();
            assertThat(here.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
            partner.revoke(token);
            assertThat(here.get(Gate.CUSTOMERS, token))
                    .extracting(Answer::status)
                    .isEqualTo(401);
        } finally {
            AdminApi.assertNoContent(admin.delete(ISSUERS + "/" + created.getString("id")));
        }
    }
}
