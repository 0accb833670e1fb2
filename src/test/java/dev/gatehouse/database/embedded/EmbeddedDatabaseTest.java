// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.StartupFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedDatabaseTest {

    @TempDir
    static Path dataDir;

    private EmbeddedDatabase database;
    private DatabaseAddress address;

    @BeforeEach
    void start() {
        database = EmbeddedDatabase.in(dataDir);
        address = database.start();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @AfterAll
    static void nothingKeepsRunning() throws Exception {
        assertThat(Postmaster.runningIn(cluster())).isEmpty();
    }

    @Test
    void dataPersistsBetweenRuns() throws Exception {
        execute("CREATE TABLE kept AS SELECT 42 AS answer");

        database.close();
        start();

        assertThat(query("SELECT answer FROM kept")).isEqualTo("42");
    }

    @Test
    void commitsAreDurable() throws Exception {
        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query("SHOW full_page_writes")).isEqualTo("on");
    }

    @Test
    void textIsUnicodeWhateverTheMachine() throws Exception {
        assertThat(query("SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(query("SELECT lower('ÄÉΩ')")).isEqualTo("äéω");
    }

    @Test
    void onlyTheLoopbackAddressIsListenedOn() throws Exception {
        assertThat(query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(Files.readAllLines(cluster().resolve("postmaster.pid")).get(4))
                .isBlank();
    }

    @Test
    void nobodyEntersWithoutThePasswordAndTheSuperuserNotAtAll() {
        var url = address.jdbcUrl();

        assertThatThrownBy(() -> new DatabaseAddress(url, "gatehouse", "guess").connect())
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> new DatabaseAddress(url, "postgres", address.password()).connect())
                .isInstanceOf(SQLException.class);
    }

    @Test
    void applicationIsNoSuperuser() throws Exception {
        assertThat(query("SHOW is_superuser")).isEqualTo("off");
    }

    @Test
    void onlyTheOwnerReadsThePassword() throws Exception {
        Path password = dataDir.resolve("postgresql/password");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(password).strip()).isEqualTo(address.password());
    }

    @Test
    void lockedDataDirectoryIsRefused() {
        assertThatThrownBy(() -> EmbeddedDatabase.in(dataDir))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(dataDir.toString())
                .hasMessageContaining("is in use by");
    }

    @Test
    void serverLeftBehindByAKilledProcessIsAdopted() throws Exception {
        long pid = Postmaster.runningIn(cluster()).orElseThrow().pid();
        database.abandon();

        start();

        assertThat(Postmaster.runningIn(cluster()).orElseThrow().pid()).isEqualTo(pid);
        assertThat(query("SELECT 1")).isEqualTo("1");
        database.close();
        assertThat(Postmaster.runningIn(cluster())).isEmpty();
    }

    @Test
    void pidFileOfADeadServerDoesNotMatter() throws Exception {
        List<String> left = Files.readAllLines(cluster().resolve("postmaster.pid"));
        database.close();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        left.set(0, Long.toString(dead.pid()));
        Files.write(cluster().resolve("postmaster.pid"), left);

        start();

        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void pidFileWhoseNumberBelongsToAStrangerDoesNotMatter() throws Exception {
        List<String> left = Files.readAllLines(cluster().resolve("postmaster.pid"));
        database.close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            left.set(0, Long.toString(stranger.pid()));
            Files.write(cluster().resolve("postmaster.pid"), left);

            start();

            assertThat(query("SELECT 1")).isEqualTo("1");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void creationThatWasInterruptedStartsAfresh(@TempDir Path other) throws Exception {
        Path unfinished = Files.createDirectories(other.resolve("postgresql/cluster.unfinished"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");

        try (var second = EmbeddedDatabase.in(other)) {
            second.start().connect().close();
        }

        assertThat(unfinished).doesNotExist();
    }

    @Test
    void programsOfAnEarlierVersionAreRemoved() throws Exception {
        database.close();
        Path earlier = Files.createDirectories(dataDir.resolve("postgresql/programs-earlier/bin"));

        start();

        assertThat(earlier).doesNotExist();
    }

    @Test
    void missingPasswordIsSaid() throws Exception {
        database.close();
        Path password = dataDir.resolve("postgresql/password");
        Path aside = Files.move(password, password.resolveSibling("aside"));
        try {
            database = EmbeddedDatabase.in(dataDir);

            assertThatThrownBy(database::start)
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("restore " + password);
        } finally {
            Files.move(aside, password);
        }
    }

    @Test
    void portIsNotAFixedOne() {
        assertThat(URI.create(address.jdbcUrl().substring("jdbc:".length())).getPort())
                .isGreaterThan(1024);
    }

    private static Path cluster() {
        return dataDir.resolve("postgresql/cluster");
    }

    private void execute(String statement) throws SQLException {
        try (var connection = address.connect();
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private String query(String query) throws SQLException {
        try (var connection = address.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
