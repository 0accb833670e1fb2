// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AdminBrowser;
import dev.gatehouse.testing.CommandLine;
import dev.gatehouse.testing.CommandLine.Result;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.RefusingPort;
import dev.gatehouse.testing.StrictGatehouse;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sign-in with a browser, profiles and the files of tokens, and servers that cannot be reached or trusted. */
class CommandLineSignInIT {
    private final Gate gate = new Gate(PackagedGatehouse.demo());
    private final AdminBrowser browser = new AdminBrowser(gate);

    @TempDir
    Path directory;

    /** A sign-in that waits for its redirect. */
    private record Login(Process process, BufferedReader told, URI url) {

        Map<String, String> parameters() {
            return Stream.of(url.getRawQuery().split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }

        /** Returns the redirect URI with the parameters of an authorization response. */
        URI redirect(String query) {
            return URI.create(parameters().get("redirect_uri") + "?" + query);
        }

        Result end() throws Exception {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.exitValue(), out, told.lines().collect(Collectors.joining("\n")));
        }
    }

    private static Login login(CommandLine user, String... arguments) throws IOException {
        var process = user.start(Stream.concat(Stream.of("login", "--no-browser"), Stream.of(arguments))
                .toArray(String[]::new));
        var told = process.errorReader(StandardCharsets.UTF_8);
        assertThat(told.readLine()).isEqualTo("Sign in with your browser:");
        return new Login(process, told, URI.create(told.readLine().strip()));
    }

    @Test
    void signInKeepsTheTokenInAFileOfTheUser() throws Exception {
        var user = CommandLine.in(directory);
        var login = login(user, gate.issuer());
        assertThat(login.parameters())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "gatehouse-admin")
                .containsEntry("scope", "gatehouse.admin gatehouse.audit")
                .containsEntry("code_challenge_method", "S256")
                .hasEntrySatisfying(
                        "redirect_uri", uri -> assertThat(uri).matches("http://127\\.0\\.0\\.1:\\d+/callback"))
                .hasEntrySatisfying("state", state -> assertThat(state).hasSize(43));
        assertThat(user.profiles()).doesNotExist();

        assertThat(AdminBrowser.visit(browser.grant(login.url())))
                .isEqualTo("200 The sign-in is complete. Close this tab and return to the terminal.");

        var end = login.end();
        assertThat(end.exitCode()).as("%s", end).isZero();
        assertThat(end.out())
                .matches("Signed in to " + gate.issuer()
                        + " with gatehouse.admin gatehouse.audit until"
                        + " \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\.\n");
        assertThat(permissions(user.profiles())).isEqualTo("rwx------");
        assertThat(permissions(user.profiles().resolve("default.json"))).isEqualTo("rw-------");
        assertThat(user.profiles()).isDirectoryNotContaining(file -> !file.endsWith("default.json"));
        var token = stored(user).getString("token");

        assertThat(user.run("clients", "show", "partner-backend", "-q").printed())
                .isEqualTo("partner-backend\n");
        assertThat(user.with("GATEHOUSE_URL", gate.issuer())
                        .run("clients", "show", "partner-backend", "-q")
                        .printed())
                .isEqualTo("partner-backend\n");
        assertThat(user.run("profiles").printed())
                .matches("PROFILE +URL +STATUS +EXPIRES\ndefault +" + gate.issuer() + " +signed in +\\S+Z\n");
        assertThat(user.run("profiles", "-o", "json").printed()).doesNotContain(token);

        assertThat(user.run("logout").printed()).isEqualTo("Signed out of " + gate.issuer() + ".\n");
        assertThat(gate.get(AdminApi.V1 + "/clients", token).status()).isEqualTo(401);
        assertThat(stored(user)).isEqualTo(new JsonObject().put("url", gate.issuer()));
        assertThat(permissions(user.profiles().resolve("default.json"))).isEqualTo("rw-------");
        assertFails(
                3, user.run("clients", "list"), "You are not signed in to " + gate.issuer() + ". Run: gatehouse login");

        assertThat(user.run("logout", "--forget").printed())
                .isEqualTo("You were not signed in to " + gate.issuer() + ".\n");
        assertThat(user.profiles()).isEmptyDirectory();
        assertFails(3, user.run("logout"), "There is no profile default.");
    }

    @Test
    void directoryThatOthersCouldReadIsClosed() throws Exception {
        var user = CommandLine.in(directory);
        Files.createDirectories(user.profiles());
        Files.setPosixFilePermissions(user.profiles(), PosixFilePermissions.fromString("rwxr-xr-x"));
        var login = login(user, gate.issuer(), "--read-only");
        assertThat(login.parameters()).containsEntry("scope", "gatehouse.audit");

        AdminBrowser.visit(browser.grant(login.url()));

        assertThat(login.end().exitCode()).isZero();
        assertThat(permissions(user.profiles())).isEqualTo("rwx------");
        assertThat(user.run("clients", "delete", "partner-backend").exitCode()).isEqualTo(1);
    }

    @Test
    void auditorsGetWhatTheyMayGrant() throws Exception {
        var username = AdminApi.unique();
        AdminApi.of(gate).createPerson(username, "AUDITOR");
        var user = CommandLine.in(directory);
        var login = login(user, gate.issuer());

        AdminBrowser.visit(browser.grant(login.url(), username, username + "-demo"));

        assertThat(login.end().out()).startsWith("Signed in to " + gate.issuer() + " with gatehouse.audit until ");
    }

    @Test
    void profilesKeepDeploymentsApart() throws Exception {
        var user = CommandLine.in(directory);
        var login = login(user, gate.issuer(), "--profile", "test");
        AdminBrowser.visit(browser.grant(login.url()));
        assertThat(login.end().exitCode()).isZero();

        assertThat(user.run("clients", "show", "partner-backend", "-q", "--profile", "test")
                        .printed())
                .isEqualTo("partner-backend\n");
        assertFails(3, user.run("clients", "list"), "You are not signed in. Run: gatehouse login URL");
        assertFails(
                3,
                user.run("clients", "list", "--profile", "other"),
                "There is no profile other. Run: gatehouse login URL --profile other");
        assertFails(
                2,
                user.run("clients", "list", "--profile", "../x"),
                "The name of a profile has up to 64 letters, digits, '.', '_' and '-'.");
        assertThat(user.run("profiles", "--quiet").printed()).isEqualTo("test\n");
    }

    @Test
    void tokenOfAProfileIsNotSentElsewhere() throws Exception {
        var user = CommandLine.in(directory);
        store(user, gate.issuer(), "2999-01-01T00:00:00Z");

        assertFails(
                3,
                user.with("GATEHOUSE_URL", "https://other.example").run("clients", "list"),
                "You are not signed in to https://other.example: set GATEHOUSE_TOKEN, or run gatehouse login"
                        + " https://other.example");
    }

    @Test
    void expiredSignIn() throws Exception {
        var user = CommandLine.in(directory);
        store(user, gate.issuer(), "2020-01-01T00:00:00Z");

        assertFails(
                3,
                user.run("clients", "list"),
                "Your sign-in has expired at " + gate.issuer() + ". Run: gatehouse login");
        assertThat(user.run("profiles").printed()).contains(" expired ");
    }

    @Test
    void deniedAccess() throws Exception {
        var user = CommandLine.in(directory);
        var login = login(user, gate.issuer());

        assertThat(AdminBrowser.visit(browser.deny(login.url())))
                .isEqualTo("200 The sign-in has failed. Close this tab and return to the terminal.");

        assertThat(login.end())
                .isEqualTo(new Result(
                        3, "", "gatehouse: The sign-in has failed.\ngatehouse: The resource owner denied access."));
        assertThat(user.profiles()).doesNotExist();
    }

    @Test
    void responsesOfOthersAreIgnored() throws Exception {
        var login = login(CommandLine.in(directory), gate.issuer(), "--wait", "300");
        var iss = "&iss=" + Gate.encode(gate.issuer());

        for (var other : List.of("code=x&state=forged" + iss, "code=x" + iss, "")) {
            assertThat(AdminBrowser.visit(login.redirect(other))).isEqualTo("404 There is no sign-in here.");
        }
        var state = login.parameters().get("state");
        assertThat(AdminBrowser.visit(login.redirect("code=x&state=" + state + "&state=" + state + iss)))
                .isEqualTo("404 There is no sign-in here.");
        assertThat(login.process().isAlive()).isTrue();

        AdminBrowser.visit(browser.grant(login.url()));
        assertThat(login.end().exitCode()).isZero();
    }

    @Test
    void responseOfAnotherServerIsRejected() throws Exception {
        var expected = new Result(
                3,
                "",
                "gatehouse: The response is from another server than " + gate.issuer()
                        + ", so the command does not use it.");
        for (var iss : List.of("", "&iss=https%3A%2F%2Fother.example")) {
            var login = login(CommandLine.in(directory), gate.issuer());
            AdminBrowser.visit(
                    login.redirect("code=x&state=" + login.parameters().get("state") + iss));

            assertThat(login.end()).isEqualTo(expected);
        }
    }

    @Test
    void nobodySignsIn() throws Exception {
        var login = login(CommandLine.in(directory), gate.issuer(), "--wait", "1");

        assertThat(login.end()).isEqualTo(new Result(3, "", "gatehouse: Nobody has signed in within 1 seconds."));
    }

    @Test
    void browserIsOpened() throws Exception {
        var opened = directory.resolve("opened");
        var programs = Files.createDirectory(directory.resolve("programs"));
        var xdgOpen = Files.writeString(
                programs.resolve("xdg-open"),
                "#!/bin/sh\nprintf %s \"$1\" > '" + opened + ".tmp' && mv '" + opened + ".tmp' '" + opened + "'\n");
        assertThat(xdgOpen.toFile().setExecutable(true)).isTrue();
        var user = CommandLine.in(directory).with("PATH", programs + ":" + System.getenv("PATH"));

        var process = user.start("login", gate.issuer());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(opened));
        AdminBrowser.visit(browser.grant(URI.create(Files.readString(opened))));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void privateCertificateAuthority() throws Exception {
        var strict = StrictGatehouse.shared();
        var authority = strict.certificate().authority().toString();
        var url = strict.gate().issuer();
        var script = CommandLine.in(directory)
                .with("GATEHOUSE_URL", url)
                .with("GATEHOUSE_TOKEN", strict.gate().adminToken());

        assertFails(
                4,
                script.run("clients", "list"),
                "Cannot reach " + url + ": its certificate is not trusted. If it is from a private authority, use"
                        + " --ca-file with login, or GATEHOUSE_CA_FILE.");
        assertThat(script.with("GATEHOUSE_CA_FILE", authority)
                        .run("clients", "show", "partner-backend", "-q")
                        .printed())
                .isEqualTo("partner-backend\n");

        var user = CommandLine.in(directory);
        var login = login(user, url, "--ca-file", authority);
        AdminBrowser.visit(new AdminBrowser(strict.gate()).grant(login.url()));
        assertThat(login.end().exitCode()).isZero();
        assertThat(user.run("clients", "show", "partner-backend", "-q").printed())
                .isEqualTo("partner-backend\n");
        assertThat(user.run("logout").printed()).isEqualTo("Signed out of " + url + ".\n");
        assertFails(2, user.run("login", url, "--ca-file", "/nowhere.pem"), "The file /nowhere.pem cannot be read.");
    }

    @Test
    void serversThatCannotBeReached() throws Exception {
        var user = CommandLine.in(directory);
        try (var nobody = new RefusingPort()) {
            var url = "http://localhost:" + nobody.number();
            assertFails(4, user.run("login", url), "Cannot reach " + url + ": nothing accepts connections there.");
            store(user, url, "2999-01-01T00:00:00Z");
            assertFails(4, user.run("clients", "list"), "Cannot reach " + url + ": nothing accepts connections there.");
            assertFails(
                    4,
                    user.run("logout"),
                    "Cannot reach " + url + ": nothing accepts connections there.",
                    "The token is deleted here, but not revoked. It expires within an hour.");
            assertThat(stored(user)).isEqualTo(new JsonObject().put("url", url));
        }
        assertFails(
                4,
                user.run("login", "https://nowhere.invalid"),
                "Cannot reach https://nowhere.invalid: the host name is unknown.");
        assertFails(
                2,
                user.run("login", "http://gatehouse.example"),
                "The URL must use https. http is allowed only for loopback addresses.");
        assertFails(
                2,
                CommandLine.in(Files.createDirectory(directory.resolve("new"))).run("login"),
                "Which deployment? Run: gatehouse login URL");
    }

    @Test
    void dataOfTheServerCannotControlTheTerminal() throws Exception {
        var hostile = "\\u001b]0;owned\\u0007 \u009b2J \u202egnp\\n\\u007f";
        try (var server = new Server(Map.of(
                "/admin/api/v1/clients",
                "200 {\"items\":[{\"clientId\":\"id\",\"name\":\"" + hostile + "\"}],\"next\":null}",
                "/admin/api/v1/clients/id",
                "200 {\"clientId\":\"id\\u001b[2J\",\"x\\u001b[1m\":\"" + hostile + "\"}",
                "/admin/api/v1/settings",
                "400 {\"title\":\"t" + hostile + "\",\"errors\":[{\"field\":\"" + hostile + "\",\"message\":\"m"
                        + hostile + "\",\"code\":\"c\\u001b\"}]}"))) {
            var script = CommandLine.in(directory)
                    .with("GATEHOUSE_URL", server.url())
                    .with("GATEHOUSE_TOKEN", "t");

            assertThat(script.run("clients", "list").printed())
                    .contains("\\u001b]0;owned\\u0007 \\u009b2J \\u202egnp\\n\\u007f")
                    .hasLineCount(2);
            for (var result : List.of(
                    script.run("clients", "list"),
                    script.run("clients", "list", "--output", "json"),
                    script.run("clients", "show", "id"),
                    script.run("clients", "show", "id", "--quiet"),
                    script.run("settings", "show"))) {
                assertThat(result.out() + result.err())
                        .isNotEmpty()
                        .doesNotContainPattern("[\\p{Cc}&&[^\\n]]|[\\u202a-\\u202e]");
            }
            assertThat(new JsonObject(
                                    script.run("clients", "list", "-o", "json").printed())
                            .getJsonArray("items")
                            .getJsonObject(0)
                            .getString("name"))
                    .isEqualTo("\u001b]0;owned\u0007 \u009b2J \u202egnp\n\u007f");
        }
    }

    @Test
    void answersOfOtherServers() throws Exception {
        try (var server = new Server(Map.of(
                "/admin/api/v1/clients",
                "200 <html>",
                "/admin/api/v1/settings",
                "502 <html>",
                "/.well-known",
                "200 {}"))) {
            var script = CommandLine.in(directory)
                    .with("GATEHOUSE_URL", server.url())
                    .with("GATEHOUSE_TOKEN", "t");

            assertFails(
                    1,
                    script.run("clients", "list"),
                    "The answer of " + server.url() + " is not from the admin API of Gatehouse.");
            assertFails(
                    4,
                    script.run("settings", "show"),
                    "The answer of " + server.url() + " is not from the admin API of Gatehouse: status 502.");
            assertFails(1, script.run("login", server.url()), "There is no Gatehouse at " + server.url() + ".");
            assertThat(server.redirected()).isZero();
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (var target = new Server(Map.of());
                var server = new Server(Map.of("/admin/api/v1/clients", "302 " + target.url()))) {
            var script = CommandLine.in(directory)
                    .with("GATEHOUSE_URL", server.url())
                    .with("GATEHOUSE_TOKEN", "t");

            assertThat(script.run("clients", "list").exitCode()).isEqualTo(1);
            assertThat(target.redirected()).isZero();
        }
    }

    /** A server on a loopback port that is no Gatehouse. Counts the requests for paths that it does not have. */
    private static final class Server implements AutoCloseable {
        private final HttpServer server;
        private final AtomicInteger others = new AtomicInteger();

        /** @param answers by the beginning of the path: the status, a space and the body, or the location of a redirect */
        Server(Map<String, String> answers) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            server.createContext("/", exchange -> {
                others.incrementAndGet();
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            });
            answers.forEach((path, answer) -> server.createContext(path, exchange -> {
                var status = Integer.parseInt(answer.substring(0, 3));
                var body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                if (status == 302) {
                    exchange.getResponseHeaders().set("Location", answer.substring(4));
                }
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            }));
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        int redirected() {
            return others.get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static void store(CommandLine user, String url, String expiresAt) throws IOException {
        Files.createDirectories(user.profiles());
        Files.writeString(
                user.profiles().resolve("default.json"),
                new JsonObject()
                        .put("url", url)
                        .put("token", "t")
                        .put("scope", "gatehouse.admin")
                        .put("expiresAt", expiresAt)
                        .encode());
    }

    private static JsonObject stored(CommandLine user) throws IOException {
        return new JsonObject(Files.readString(user.profiles().resolve("default.json")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void assertFails(int exitCode, Result result, String... lines) {
        var told = Stream.of(lines).map(line -> "gatehouse: " + line + "\n").toList();
        assertThat(result).isEqualTo(new Result(exitCode, "", String.join("", told)));
    }
}
