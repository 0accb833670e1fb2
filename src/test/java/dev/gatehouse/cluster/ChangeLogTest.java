// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cluster.ChangeLog.Position;
import dev.gatehouse.cluster.ChangeLog.Reading;
import dev.gatehouse.testing.ExternalPostgres;
import dev.gatehouse.testing.ExternalPostgres.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The changes that a reader of the change log gets, whatever other transactions and the server do meanwhile. */
@Tag("slow")
class ChangeLogTest {
    private static ExternalPostgres server;

    private Connection reader;
    private Connection writer;
    private Connection sweeper;

    @BeforeAll
    static void migrate() throws Exception {
        server = ExternalPostgres.create();
        try (var connection = server.address().connect()) {
            execute(connection, migration());
        }
    }

    private static String migration() throws IOException {
        try (InputStream sql = ChangeLogTest.class.getResourceAsStream("/db/migration/V14__change_log.sql")) {
            return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        reader = server.address().connect();
        writer = server.address().connect();
        sweeper = server.address().connect();
        execute(reader, "truncate change_log, change_log_mark");
        ChangeLog.mark(reader);
    }

    @AfterEach
    void disconnect() throws SQLException {
        for (var connection : List.of(reader, writer, sweeper)) {
            connection.close();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void write(Connection connection, String key) throws SQLException {
        execute(
                connection,
                "insert into change_log (tenant_id, topic, key) values ('default', 'TOKEN', '" + key + "')");
    }

    /** Deletes due rows as if half a minute had passed. */
    private void sweepLater() throws SQLException {
        execute(sweeper, "update change_log_mark set ticked_at = ticked_at - interval '31 seconds'");
        ChangeLog.sweep(sweeper);
    }

    private Position start() throws SQLException {
        var first = ChangeLog.read(reader, null);
        assertThat(first.complete()).isFalse();
        return first.position();
    }

    private static List<String> keys(Reading reading) {
        assertThat(reading.complete()).isTrue();
        return reading.entries().stream().map(entry -> entry.change().key()).toList();
    }

    private long stored() throws SQLException {
        try (var statement = sweeper.createStatement();
                var rows = statement.executeQuery("select count(*) from change_log")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void eachChangeIsReadOnce() throws SQLException {
        write(writer, "before");
        var position = start();
        write(writer, "one");
        write(writer, "two");

        var first = ChangeLog.read(reader, position);
        write(writer, "three");
        var second = ChangeLog.read(reader, first.position());

        assertThat(keys(first)).containsExactly("one", "two");
        assertThat(keys(second)).containsExactly("three");
        assertThat(keys(ChangeLog.read(reader, second.position()))).isEmpty();
    }

    @Test
    void changeIsReadWhenItsTransactionHasCommittedHoweverLate() throws SQLException {
        var position = start();
        writer.setAutoCommit(false);
        write(writer, "late");
        write(sweeper, "early");
        var early = ChangeLog.read(reader, position);
        assertThat(keys(early)).containsExactly("early");
        position = early.position();
        for (var i = 0; i < 4; i++) {
            sweepLater();
            var reading = ChangeLog.read(reader, position);
            assertThat(keys(reading)).as("changes of the second read").isEmpty();
            position = reading.position();
        }

        writer.commit();
        sweepLater();
        var reading = ChangeLog.read(reader, position);

        assertThat(keys(reading)).containsExactly("late");
        assertThat(keys(ChangeLog.read(reader, reading.position()))).isEmpty();
    }

    @Test
    void changeAfterASavepointIsReadAndWhatIsRolledBackIsNot() throws SQLException {
        var position = start();
        writer.setAutoCommit(false);
        execute(writer, "savepoint one");
        write(writer, "rolled back");
        execute(writer, "rollback to one");
        execute(writer, "savepoint two");
        write(writer, "kept");
        var before = ChangeLog.read(reader, position);
        writer.commit();

        assertThat(keys(before)).isEmpty();
        assertThat(keys(ChangeLog.read(reader, before.position()))).containsExactly("kept");
    }

    @Test
    void rowIsRemovedAfterItCouldBeReadForHalfAMinute() throws SQLException {
        write(writer, "one");
        ChangeLog.sweep(sweeper);
        assertThat(stored()).as("rows that are not due").isEqualTo(1);

        sweepLater();
        assertThat(stored()).as("rows that no reader could read yet").isEqualTo(1);
        sweepLater();
        assertThat(stored()).isZero();
    }

    @Test
    void rowsAreRemovedBehindATransactionThatStaysOpen() throws SQLException {
        writer.setAutoCommit(false);
        write(writer, "open");
        write(sweeper, "one");

        sweepLater();
        sweepLater();
        assertThat(stored()).isZero();
        writer.commit();
        assertThat(stored()).isEqualTo(1);
        sweepLater();
        sweepLater();
        assertThat(stored()).isZero();
    }

    @Test
    void readerThatWasAwayWhileRowsWereRemovedIsToldSo() throws SQLException {
        var position = start();
        sweepLater();
        assertThat(ChangeLog.read(reader, position).complete()).isTrue();
        sweepLater();

        assertThat(ChangeLog.read(reader, position).complete()).isFalse();
    }

    @Test
    void crashThatEmptiesTheTableIsNoticed() throws SQLException {
        var position = start();
        write(writer, "lost");
        server.stop(Stop.IMMEDIATE);
        server.start();
        reader = server.address().connect();
        sweeper = server.address().connect();

        assertThat(stored()).as("rows after recovery").isZero();
        var reading = ChangeLog.read(reader, position);
        assertThat(reading.complete()).isFalse();
        assertThat(reading.position().generation()).isNull();
    }

    /**
     * Simulates the crash of one server process. The server recovers without a restart, so its start time stays the
     * same.
     */
    @Test
    void missingMarkIsNoticedUntilThereIsAnother() throws SQLException {
        var position = start();
        execute(writer, "truncate change_log, change_log_mark");

        var without = ChangeLog.read(reader, position);
        assertThat(without.complete()).isFalse();
        assertThat(without.position().generation()).isNull();
        assertThat(ChangeLog.read(reader, without.position()).complete()).isFalse();

        ChangeLog.mark(writer);
        ChangeLog.mark(sweeper);
        var with = ChangeLog.read(reader, position);
        assertThat(with.complete()).isFalse();
        assertThat(ChangeLog.read(reader, with.position()).complete()).isTrue();
    }

    @Test
    void restartedServerCountsAsAnother() throws SQLException {
        var position = start();
        server.stop(Stop.FAST);
        server.start();
        reader = server.address().connect();

        assertThat(ChangeLog.read(reader, position).complete()).isFalse();
        assertThat(ChangeLog.read(reader, position).position().generation()).isNull();
        ChangeLog.mark(reader);
        assertThat(ChangeLog.read(reader, position).position().generation()).isNotNull();
    }

    /** A dump may contain the rows and the mark of another server, whose transactions have higher numbers. */
    @Test
    void rowsOfAnotherServerAreNotReadAndRemoved() throws SQLException {
        execute(writer, "insert into change_log (tenant_id, topic, xid) values ('default', 'TOKEN', '999999999999')");
        var position = start();

        assertThat(keys(ChangeLog.read(reader, position))).isEmpty();
        sweepLater();
        assertThat(stored()).isZero();
    }

    @Test
    void topicOfANewerVersionIsPassedOver() throws SQLException {
        var position = start();
        execute(writer, "insert into change_log (tenant_id, topic) values ('default', 'WEATHER')");
        write(writer, "one");

        assertThat(keys(ChangeLog.read(reader, position))).containsExactly("one");
    }
}
