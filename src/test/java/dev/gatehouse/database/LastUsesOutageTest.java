// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresBehindProxy;
import dev.gatehouse.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gatehouse keeps a limited number of times of last use while the database is not available. */
@QuarkusTest
@QuarkusTestResource(value = PostgresBehindProxy.class, restrictToAnnotatedClass = true)
class LastUsesOutageTest {
    private static final int KEPT = 200_000;

    @TestHTTPResource("/")
    URI base;

    @Inject
    LastUses lastUses;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry metrics;

    PostgresBehindProxy database;

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    @Test
    void oldestAreForgottenAndTheRestIsWrittenAfterwards() {
        var admin = AdminApi.of(new Gate(base));
        var service = admin.created(
                "/services",
                new JsonObject()
                        .put("projectId", "fldemo")
                        .put("kind", "FLOW_SERVICE")
                        .put("name", AdminApi.unique())
                        .put("upstreamUrl", "http://127.0.0.1:9"));
        var id = service.getString("id");
        var dropped = metrics.counter("gatehouse.last.uses.dropped");
        var before = dropped.count();
        clock.stop();

        while (dropped.count() == before) {
            note(UUID.randomUUID());
        }

        database.vanish();
        lastUses.flush();
        assertThat(dropped.count() - before).isEqualTo(1 + KEPT / 2);
        clock.advance(Duration.ofSeconds(1));
        var used = Instant.ofEpochMilli(clock.now().toEpochMilli());
        note(UUID.fromString(id));
        lastUses.flush();
        assertThat(dropped.count() - before).isEqualTo(2 + KEPT / 2);

        database.comeBack();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            lastUses.flush();
            assertThat(admin.get("/services/" + id).json().getString("lastUsedAt"))
                    .isEqualTo(used.toString());
        });
        assertThat(dropped.count() - before).isEqualTo(2 + KEPT / 2);
    }

    private void note(UUID id) {
        lastUses.note(LastUses.Used.SERVICE, CurrentTenant.DEFAULT, id);
    }
}
