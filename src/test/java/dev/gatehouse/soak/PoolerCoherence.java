// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.ExternalPostgres;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PgBouncer;
import dev.gatehouse.testing.Race;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not a test, because it takes minutes: {@code make soak} runs this class. Two nodes use one PostgreSQL, directly or
 * through PgBouncer. The class measures how long one node still accepts a token that the other node has revoked.
 */
class PoolerCoherence {
    private static final int ROUNDS = 100;
    private static final int WARM_UP = 300;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static ExternalPostgres postgres;
    private static PgBouncer pooler;

    @BeforeAll
    static void start() {
        postgres = ExternalPostgres.create();
        pooler = PgBouncer.start(directory, postgres.address());
        System.out.printf(
                "%n%-40s %7s %10s %10s %10s%n", "time until the other node denies", "rounds", "median", "p99", "max");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        pooler.close();
        postgres.close();
    }

    @Test
    void directly() {
        var address = postgres.address();
        measure(
                "directly (woken)",
                PackagedGatehouse.database(address.jdbcUrl(), address.username(), address.password()));
    }

    @Test
    void inSessionMode() {
        measure("PgBouncer, session mode (woken)", pooler.options(PgBouncer.Mode.SESSION));
    }

    @Test
    void inTransactionMode() {
        measure("PgBouncer, transaction mode (polling)", pooler.options(PgBouncer.Mode.TRANSACTION));
    }

    private static void measure(String how, String... database) {
        var options = Stream.concat(
                        Stream.of(database),
                        Stream.of(
                                "-Xmx256m",
                                "-Dgatehouse.bcrypt-cost=4",
                                "-Dgatehouse.encryption-key="
                                        + Base64.getEncoder().encodeToString(new byte[32])))
                .toArray(String[]::new);
        try (var one = PackagedGatehouse.start(options);
                var other = PackagedGatehouse.start(options)) {
            measure(how, new Gate(one.address()), new Gate(other.address()));
        }
    }

    private static void measure(String how, Gate here, Gate there) {
        var partner = Partner.register(here);
        Race.of(4, number -> {
            for (var i = 0; i < WARM_UP; i++) {
                var gate = i % 2 == 0 ? here : there;
                assertThat(gate.get(Gate.CUSTOMERS, partner.at(gate).accessToken())
                                .status())
                        .isEqualTo(200);
            }
            return number;
        });
        var millis = new ArrayList<Double>();
        for (var i = 0; i < ROUNDS; i++) {
            millis.add(round(partner, here, there));
        }
        Collections.sort(millis);
        System.out.printf(
                "%-40s %7d %7.1f ms %7.1f ms %7.1f ms%n",
                how, ROUNDS, millis.get(ROUNDS / 2), millis.get(ROUNDS * 99 / 100 - 1), millis.getLast());
        assertThat(millis.getLast()).as(how).isLessThan(LIMIT.toMillis());
    }

    /** @return the milliseconds between the response to the revocation and the first denied call on the other node */
    private static double round(Partner partner, Gate here, Gate there) {
        var token = partner.accessToken();
        for (var i = 0; i < 2; i++) {
            await().pollDelay(Duration.ZERO)
                    .until(() -> there.get(Gate.CUSTOMERS, token).status() == 200);
        }
        var revoked = here.form(
                Gate.REVOKE,
                Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                Map.entry("token", token));
        var ended = System.nanoTime();
        assertThat(revoked.status()).isEqualTo(200);
        while (there.get(Gate.CUSTOMERS, token).status() == 200) {
            assertThat(System.nanoTime() - ended).isLessThan(10 * LIMIT.toNanos());
        }
        return (System.nanoTime() - ended) / 1e6;
    }
}
