// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import dev.gatehouse.account.Passwords;
import dev.gatehouse.testing.TestClock;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** A table of errors, each of which a running Gatehouse has to answer. */
abstract class ErrorTable {
    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    @Inject
    AgroalDataSource pool;

    @Inject
    Passwords passwords;

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    void check(Row row) {
        row.check(new World(base, clock, pool, passwords));
    }
}
