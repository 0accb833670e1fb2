// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import dev.gatehouse.account.OccupiedFairQueue;
import dev.gatehouse.account.Passwords;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.TenantSwitches;
import dev.gatehouse.testing.TestClock;
import io.agroal.api.AgroalDataSource;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The environment of a row: a running Gatehouse, clients that no other row uses, and ways to make Gatehouse fail. */
record World(URI base, TestClock clock, AgroalDataSource pool, Passwords passwords) {
    private static final String FORM = "application/x-www-form-urlencoded";

    Gate gate() {
        return new Gate(base);
    }

    /** Registers a confidential client that may use every grant. */
    Partner partner() {
        return partner(new JsonObject());
    }

    Partner partner(JsonObject wishes) {
        return Partner.register(
                gate(),
                new JsonObject()
                        .put("grantTypes", List.of("authorization_code", "implicit", "client_credentials", "password"))
                        .put("redirectUris", List.of("http://127.0.0.1/callback"))
                        .mergeIn(wishes));
    }

    Partner publicPartner() {
        return partner(
                new JsonObject().put("type", "PUBLIC").put("grantTypes", List.of("authorization_code", "implicit")));
    }

    Browser signedIn() {
        var browser = gate().browser();
        browser.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
        return browser;
    }

    /** Sends a form without changing its encoding. */
    Answer post(String path, String form) {
        return post(path, form, Map.of());
    }

    Answer post(String path, String form, Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.putIfAbsent("Content-Type", FORM);
        return new RawHttp(base).send("POST", path, all, form);
    }

    Answer withSetting(String name, Object value, Supplier<Answer> request) {
        try (var setting = TenantSwitches.with(gate(), name, value)) {
            return request.get();
        }
    }

    /** Advances the clock for one request. */
    Answer after(Duration duration, Supplier<Answer> request) {
        try {
            clock.advance(duration);
            return request.get();
        } finally {
            clock.reset();
        }
    }

    /** Renames a table for one request, to cause a failure that Gatehouse does not handle specially. */
    Answer withoutTable(String table, Supplier<Answer> request) {
        execute("alter table " + table + " rename to " + table + "_away");
        try {
            return request.get();
        } finally {
            execute("alter table " + table + "_away rename to " + table);
        }
    }

    /** Takes all connections to the database for one request. */
    Answer withoutConnections(Supplier<Answer> request) {
        var configuration = pool.getConfiguration().connectionPoolConfiguration();
        var patience = configuration.acquisitionTimeout();
        var held = new ArrayList<Connection>();
        configuration.setAcquisitionTimeout(Duration.ofMillis(300));
        try {
            holdAll(held);
            return request.get();
        } finally {
            configuration.setAcquisitionTimeout(patience);
            held.forEach(World::close);
        }
    }

    /** Fills the queue of password checks for one request. */
    Answer whilePasswordsWait(Supplier<Answer> request) {
        try (var held = new OccupiedFairQueue(passwords)) {
            return request.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void holdAll(List<Connection> held) {
        while (true) {
            try {
                held.add(pool.getConnection());
            } catch (SQLException exhausted) {
                return;
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(String statement) {
        try (var connection = PostgresResource.connect();
                var executed = connection.createStatement()) {
            executed.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
