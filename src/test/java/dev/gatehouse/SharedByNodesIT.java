// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Rate limits and times of last use that two nodes of the packaged Gatehouse share, and their state after one node
 * stops.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedByNodesIT {
    private static final int REQUESTS = 20;
    private static final int HOUR = 3600;
    private static final Duration NOTICED = Duration.ofSeconds(15);

    private static String database;
    private static List<PackagedGatehouse> processes;
    private static Gate here;
    private static Gate there;

    @BeforeAll
    static void startBoth() {
        database = PostgresResource.freshDatabase();
        var options = PackagedGatehouse.node(database, "-Dgatehouse.last-used-interval=1S");
        processes = List.of(PackagedGatehouse.start(options), PackagedGatehouse.start(options));
        here = new Gate(processes.getFirst().address());
        there = new Gate(processes.getLast().address());
    }

    @AfterAll
    static void stop() {
        processes.forEach(PackagedGatehouse::close);
    }

    private static Partner limitedPartner() {
        return Partner.register(
                here,
                new JsonObject()
                        .put(
                                "rateLimit",
                                new JsonObject().put("requests", REQUESTS).put("perSeconds", HOUR)));
    }

    /**
     * Waits until a node grants this number of calls. The first call of a new client shows how many calls the node
     * grants.
     */
    private static void awaitGrants(Gate node, int calls) {
        await().atMost(NOTICED)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(
                                node.get(Gate.CUSTOMERS, limitedPartner().accessToken())
                                        .header("ratelimit"))
                        .startsWith("\"client\";r=" + (calls - 1) + ";"));
    }

    private static long passed(List<Answer> answers) {
        assertThat(answers).extracting(Answer::status).isSubsetOf(200, 429);
        return answers.stream().filter(answer -> answer.status() == 200).count();
    }

    private static Instant lastUsed(Partner partner) {
        var shown = AdminApi.of(here)
                .get("/tokens?client=" + partner.clientId())
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("lastUsedAt");
        return shown == null ? Instant.EPOCH : Instant.parse(shown);
    }

    private static void use(Gate node, String token) {
        assertThat(node.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
    }

    @Test
    @Order(1)
    void eachGrantsHalfOfALimit() {
        awaitGrants(here, REQUESTS / 2);
        awaitGrants(there, REQUESTS / 2);
        var token = limitedPartner().accessToken();

        var answers = Race.of(60, number -> (number % 2 == 0 ? here : there).get(Gate.CUSTOMERS, token));

        assertThat(passed(answers)).isEqualTo(REQUESTS);
        assertThat(answers.getFirst().header("ratelimit-policy")).isEqualTo("\"client\";q=" + REQUESTS + ";w=" + HOUR);
        assertThat(passed(Race.of(10, number -> here.get(Gate.CUSTOMERS, token))))
                .isZero();
    }

    @Test
    @Order(2)
    void changeOfALimitHoldsOnTheOtherWithinASecond() {
        var partner = limitedPartner();
        var token = partner.accessToken();
        while (there.get(Gate.CUSTOMERS, token).status() == 200) {
            continue;
        }
        partner.change("rateLimit", new JsonObject().put("requests", 2_000).put("perSeconds", 1));

        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(there.get(Gate.CUSTOMERS, token).header("ratelimit-policy"))
                        .isEqualTo("\"client\";q=2000;w=1"));
    }

    @Test
    @Order(3)
    void laterUseOfATokenWins() {
        var partner = limitedPartner();
        var token = partner.accessToken();
        assertThat(lastUsed(partner)).isEqualTo(Instant.EPOCH);

        use(here, token);
        await().atMost(NOTICED).until(() -> lastUsed(partner).isAfter(Instant.EPOCH));
        var first = lastUsed(partner);
        use(there, token);

        await().atMost(NOTICED).until(() -> lastUsed(partner).isAfter(first));
    }

    @Test
    @Order(4)
    void nodeThatStopsWritesWhatItHasNotWrittenAndLeavesItsShareToTheOther() {
        var partner = limitedPartner();
        var token = partner.accessToken();
        use(there, token);
        await().atMost(NOTICED).until(() -> lastUsed(partner).isAfter(Instant.EPOCH));
        var written = lastUsed(partner);
        // Within a minute of the last write, so the node doesn't write this time yet.
        use(there, token);

        processes.getLast().close();

        assertThat(lastUsed(partner)).isAfter(written);
        awaitGrants(here, REQUESTS);
    }
}
