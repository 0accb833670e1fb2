// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gatehouse.testing.CitusStandIn;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RefusingPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The output for an operator if the packaged Gatehouse can't start: one sentence, no stack trace and a non-zero exit
 * code.
 */
class StartupFailureIT {

    @TempDir
    Path directory;

    @Test
    void portInUse() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var end = run(List.of("-Dquarkus.http.port=" + taken.getLocalPort(), "-Dquarkus.management.port=0"));

            end.isExplainedBy("Port " + taken.getLocalPort() + " is already in use", "quarkus.http.port");
        }
    }

    @Test
    void managementPortInUse() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var end = run(List.of("-Dquarkus.http.port=0", "-Dquarkus.management.port=" + taken.getLocalPort()));

            end.isExplainedBy("Port " + taken.getLocalPort() + " is already in use", "quarkus.management.port");
        }
    }

    @Test
    void dataDirectoryThatCannotBeWritten() throws Exception {
        assumeFalse(PackagedGatehouse.isNative(), "there is no embedded database that it would hold");
        Path file = Files.createFile(directory.resolve("a-file"));

        var end = run(List.of("-Dgatehouse.data-dir=" + file.resolve("data")));

        end.isExplainedBy("The data directory " + file.resolve("data") + " cannot be written", "gatehouse.data-dir");
    }

    @Test
    void encryptionKeyThatCannotBeKept() throws Exception {
        Path file = Files.createFile(directory.resolve("a-file"));
        var options = new ArrayList<>(database(PostgresResource.freshDatabase(), PostgresResource.password()));
        options.addAll(List.of("-Dgatehouse.data-dir=" + file.resolve("data")));
        options.addAll(List.of("-Dquarkus.http.port=0", "-Dquarkus.management.port=0"));

        run(options).isExplainedBy("No gatehouse.encryption-key is configured", "can neither be read nor written");
    }

    @Test
    void databaseThatRefusesConnections() throws Exception {
        try (var nobody = new RefusingPort()) {
            var end = run(database("jdbc:postgresql://127.0.0.1:" + nobody.number() + "/gatehouse", "none"));

            end.isExplainedBy("nothing accepts connections there", "quarkus.datasource.jdbc.url");
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void databaseOnAnUnknownHost() throws Exception {
        run(database("jdbc:postgresql://nowhere.invalid/gatehouse", "none")).isExplainedBy("the host name is unknown");
    }

    @Test
    void databaseThatNeverAnswers() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            run(database("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/gatehouse", "none"))
                    .isExplainedBy("it does not answer within 5 seconds");
        }
    }

    @Test
    void databaseThatRejectsThePassword() throws Exception {
        run(database(PostgresResource.jdbcUrl(), "not-the-password"))
                .isExplainedBy("it rejects the user name or the password");
    }

    @Test
    void databaseThatIsNotThere() throws Exception {
        String url = PostgresResource.jdbcUrl().replaceFirst("/[^/]*$", "/nothing_of_that_name");

        run(database(url, PostgresResource.password())).isExplainedBy("there is no database of that name");
    }

    @Test
    void databaseOfAnotherKind() throws Exception {
        run(database("jdbc:mysql://localhost/gatehouse", "none")).isExplainedBy("must start with jdbc:postgresql:");
    }

    @Test
    void distributedDatabaseWithoutTheExtension() throws Exception {
        run(List.of("-Dgatehouse.database.distributed=citus"))
                .isExplainedBy(
                        "gatehouse.database.distributed is citus, but the database has no extension citus",
                        "CREATE EXTENSION citus");
    }

    @Test
    void distributedDatabaseWithoutTheKey() throws Exception {
        var url = CitusStandIn.create();
        CitusStandIn.execute(
                url,
                "create table settings (tenant_id text primary key);"
                        + " select create_distributed_table('settings', 'tenant_id')");

        run(database(url, PostgresResource.password()))
                .isExplainedBy(
                        "Citus distributes the tables of the database", "gatehouse.database.distributed to citus");
    }

    @Test
    void baseUrlWithAPath() throws Exception {
        run(List.of("-Dgatehouse.base-url=https://auth.example.com/gatehouse"))
                .isExplainedBy("gatehouse.base-url", "must not contain a path", "host name of its own");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void brokenConfigurationThatWasNeverApplied() throws Exception {
        Path files = Files.createDirectory(directory.resolve("configuration"));
        Files.writeString(files.resolve("10-good.yaml"), "groups: [{name: Partners}]\n");
        Files.writeString(files.resolve("20-clients.yaml"), "# A misspelt section\nclinets: []\n");

        run(List.of("-Dgatehouse.config.directory=" + files, "-Dquarkus.http.port=0", "-Dquarkus.management.port=0"))
                .isExplainedBy(
                        "The configuration in " + files + " is rejected",
                        "20-clients.yaml:2:1: /clinets: ",
                        "Did you mean `clients`?");
    }

    @Test
    void baseUrlWithAPassword() throws Exception {
        run(List.of("-Dgatehouse.base-url=https://root:not-the-password@auth.example.com"))
                .isExplainedBy("gatehouse.base-url", "must not contain a user name or password");
    }

    @Test
    void baseUrlWithoutTls() throws Exception {
        run(List.of("-Dgatehouse.base-url=http://auth.example.com"))
                .isExplainedBy("gatehouse.base-url", "must begin with https://", "gatehouse.require-https=false");
    }

    /** Otherwise every value other than true would switch HTTPS off. */
    @Test
    void switchThatIsMisspelt() throws Exception {
        run(List.of("-Dgatehouse.require-https=treu")).isExplainedBy("gatehouse.require-https must be true or false.");
    }

    /** With the PROXY protocol, a caller could choose the address that its connections count for. */
    @Test
    void proxyProtocol() throws Exception {
        run(List.of("-Dquarkus.http.proxy.use-proxy-protocol=true"))
                .isExplainedBy("quarkus.http.proxy.use-proxy-protocol can't be used", "X-Forwarded-For");
    }

    @Test
    void rateThatIsNegative() throws Exception {
        run(List.of("-Dgatehouse.body-min-rate=-1")).isExplainedBy("gatehouse.body-min-rate must not be negative");
    }

    /** Nobody would notice an entry of an operator that never ends. */
    @Test
    void entryOfAnOperatorThatLastsTooLong() throws Exception {
        run(List.of("-Dgatehouse.operator.entry-lifetime=PT9H"))
                .isExplainedBy("gatehouse.operator.entry-lifetime must be from one minute");
    }

    private static List<String> database(String url, String password) {
        return List.of(
                "-Dquarkus.datasource.jdbc.url=" + url,
                "-Dquarkus.datasource.username=gatehouse",
                "-Dquarkus.datasource.password=" + password);
    }

    /** Runs Gatehouse in its own directory, on the database of the test run unless the properties set another one. */
    private End run(List<String> properties) throws Exception {
        var options = new ArrayList<String>();
        boolean needsDatabase = properties.stream()
                .noneMatch(property ->
                        property.startsWith("-Dquarkus.datasource") || property.startsWith("-Dgatehouse.data-dir"));
        if (needsDatabase) {
            options.addAll(database(PostgresResource.freshDatabase(), PostgresResource.password()));
        }
        options.addAll(properties);

        Path stderr = directory.resolve("stderr");
        Process process = new ProcessBuilder(PackagedGatehouse.command(options))
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(stderr.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("Gatehouse exits within a minute")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new End(
                process.exitValue(),
                Files.readString(directory.resolve("stdout"), StandardCharsets.UTF_8),
                Files.readString(stderr, StandardCharsets.UTF_8));
    }

    private record End(int exitCode, String stdout, String stderr) {

        void isExplainedBy(String... words) {
            assertThat(stderr.lines()).as("one sentence on stderr").hasSize(1);
            assertThat(stderr).contains(words).doesNotContain("not-the-password");
            assertThat(stdout).doesNotContain("\tat ").doesNotContain("not-the-password");
            assertThat(exitCode).isEqualTo(1);
        }
    }
}
