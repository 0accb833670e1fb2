// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Frames;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses at which the packaged Gatehouse is reachable, and the addresses that may use plain HTTP. */
class DeploymentAddressIT {
    private static final String PUBLIC = "auth.example.com";
    private static final String PASSWORD = "a-password-of-this-test";
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final Map<String, String> OVER_TLS = Map.of("X-Forwarded-Proto", "https");

    private static PackagedGatehouse start(String... more) {
        var options = new ArrayList<>(List.of(PackagedGatehouse.database(
                PostgresResource.freshDatabase(), PostgresResource.username(), PostgresResource.password())));
        options.addAll(List.of(
                "-Dgatehouse.demo=false",
                "-Dgatehouse.admin-password=" + PASSWORD,
                "-Dgatehouse.bcrypt-cost=4",
                "-Dquarkus.http.proxy.proxy-address-forwarding=true",
                "-Dquarkus.http.proxy.allow-x-forwarded=true",
                "-Dquarkus.http.proxy.trusted-proxies=127.0.0.1"));
        options.addAll(List.of(more));
        return PackagedGatehouse.start(options.toArray(String[]::new));
    }

    /** Calls Gatehouse as a trusted proxy on this machine does. */
    private static Answer throughProxy(
            PackagedGatehouse program, String host, String method, String target, String body) {
        var headers = new java.util.HashMap<>(OVER_TLS);
        headers.putAll(FORM);
        return new RawHttp(ipv4(program)).sendTo(host, method, target, headers, body);
    }

    private static URI ipv4(PackagedGatehouse program) {
        return URI.create("http://127.0.0.1:" + program.address().getPort());
    }

    /** Returns an address of this machine that is not a loopback address. */
    private static Optional<InetAddress> outside() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress()
                        && address.getAddress().length == 4)
                .findFirst();
    }

    /** The configuration of the images: no base URL, and open to all addresses. */
    @Nested
    class WithoutBaseUrl {
        private static PackagedGatehouse program;

        @BeforeAll
        static void begin() {
            program = start("-Dquarkus.http.host=0.0.0.0");
        }

        @AfterAll
        static void end() {
            program.close();
        }

        @Test
        void consoleIsUsableAtLocalhost() {
            var browser = new Gate(program.address()).browser();
            assertThat(browser.form("/signin", Map.entry("username", "admin"), Map.entry("password", PASSWORD))
                            .header("location"))
                    .isEqualTo(program.address() + "/console");
            var console = browser.get("/console");
            assertThat(console.status()).isEqualTo(200);
            assertThat(console.body())
                    .contains("Not encrypted. This is safe only because the connection does not leave your computer.");
        }

        /**
         * With a published container port, the peer is in the container network and the host is the user's own machine.
         */
        @Test
        void consoleIsUsableThroughAPublishedPort() throws Exception {
            var address = outside();
            Assumptions.assumeTrue(address.isPresent());
            var published = URI.create("http://" + address.get().getHostAddress() + ":"
                    + program.address().getPort());
            assertThat(new RawHttp(published)
                            .sendTo("localhost:8080", "GET", "/signin", Map.of(), "")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void plainHttpFromElsewhereIsToldWhatToDo() {
            var page = new RawHttp(program.address()).sendTo(PUBLIC, "GET", "/console", Map.of(), "");
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.header("location")).isNull();
            assertThat(PageText.of(page))
                    .contains(
                            "This address is not secure",
                            "quarkus.http.proxy.proxy-address-forwarding=true",
                            "http://localhost",
                            "gatehouse.require-https=false");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/signin", "/console", "/", Gate.AUTHORIZE + "?client_id=gatehouse-admin"})
        void pagesNameTheKey(String path) {
            var page = throughProxy(program, PUBLIC, "GET", path, "");
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.header("location")).isNull();
            assertThat(PageText.of(page)).contains("This address is not configured", "gatehouse.base-url");
        }

        @Test
        void noTokenIsIssuedForAnotherHost() {
            var asked =
                    "grant_type=authorization_code&client_id=gatehouse-admin&code=x&code_verifier=" + "v".repeat(43);
            for (var answer : List.of(
                    throughProxy(program, PUBLIC, "POST", Gate.TOKEN, asked),
                    throughProxy(program, PUBLIC, "GET", "/.well-known/oauth-authorization-server", ""))) {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).contains("invalid_request", "gatehouse.base-url is not set");
            }
            for (var i = 0; i < 20; i++) {
                throughProxy(program, i + ".example", "GET", "/signin", "");
            }
            assertThat(program.log().lines().filter(line -> line.contains("A request for the host ")))
                    .as("at most one line per minute")
                    .hasSizeBetween(1, 4)
                    .allMatch(line -> line.contains("gatehouse.base-url"));
        }

        /** RFC 9113 §8.3.1: the caller writes :scheme itself, and this caller is not a trusted proxy. */
        @Test
        void schemeOfHttp2IsNotBelieved() throws Exception {
            var address = outside();
            Assumptions.assumeTrue(address.isPresent());
            var direct = URI.create("http://" + address.get().getHostAddress() + ":"
                    + program.address().getPort());
            assertThat(Frames.statusOf(direct, Gate.JWKS, "none", Map.of(":scheme", "https")))
                    .isEqualTo(400);
            // Headers of a trusted proxy count over HTTP/2 too.
            assertThat(Frames.statusOf(
                            ipv4(program),
                            Gate.JWKS,
                            "none",
                            Map.of(":authority", PUBLIC, "x-forwarded-proto", "https")))
                    .isEqualTo(200);
        }
    }

    /** The configuration for production: a base URL with https. Scheme and host have no case (RFC 3986 §6.2.2.1). */
    @Nested
    class WithBaseUrl {
        private static PackagedGatehouse program;

        @BeforeAll
        static void begin() {
            program = start(
                    "-Dgatehouse.base-url=HTTPS://" + PUBLIC.toUpperCase(Locale.ROOT) + "/",
                    "-Dquarkus.http.host=127.0.0.1");
        }

        @AfterAll
        static void end() {
            program.close();
        }

        @ParameterizedTest
        @ValueSource(strings = {PUBLIC, "evil.example", "10.0.0.1:8080"})
        void locationsAreBelowItWhateverTheHost(String host) {
            assertThat(throughProxy(program, host, "GET", "/console", "").header("location"))
                    .isEqualTo("https://" + PUBLIC + "/signin?next=%2Fconsole");
            assertThat(throughProxy(program, host, "POST", "/signin", "username=admin&password=" + PASSWORD)
                            .header("location"))
                    .isEqualTo("https://" + PUBLIC + "/console");
        }

        @Test
        void issuerIsIt() {
            assertThat(throughProxy(program, "evil.example", "GET", "/.well-known/oauth-authorization-server", "")
                            .body())
                    .contains("\"issuer\":\"https://" + PUBLIC + "\"")
                    .doesNotContain("evil.example");
        }

        /** Browsers compare the relying party with the host of the page, in lower case. */
        @Test
        void passkeysAreOfItsHost() {
            assertThat(new RawHttp(ipv4(program))
                            .sendTo(PUBLIC, "POST", "/passkeys/authentication/options", OVER_TLS, "")
                            .body())
                    .contains("\"rpId\":\"" + PUBLIC + "\"");
        }

        /** Requests of a misconfigured proxy on this machine would look like this request. */
        @Test
        void plainHttpAtLocalhostIsRefused() {
            assertThat(new RawHttp(program.address())
                            .sendTo(program.address().getAuthority(), "GET", "/signin", Map.of(), "")
                            .status())
                    .isEqualTo(400);
        }

        /**
         * Proxies that set X-Forwarded-Proto forward the caller's X-Forwarded-Ssl, so only X-Forwarded-Proto can be
         * trusted.
         */
        @ParameterizedTest
        @CsvSource({"http, on, 400", "http, off, 400", "'https, http', on, 200", "https, off, 200"})
        void protoOfATrustedProxyGoesBeforeSsl(String proto, String ssl, int status) {
            var says = Map.of("X-Forwarded-Proto", proto, "X-Forwarded-Ssl", ssl);
            assertThat(new RawHttp(ipv4(program))
                            .sendTo(PUBLIC, "GET", Gate.JWKS, says, "")
                            .status())
                    .isEqualTo(status);
        }

        @Test
        void managementFollowsTheHost() {
            program.address();
            assertThat(program.log())
                    .contains("Listening on: http://127.0.0.1:", "Management interface listening on http://127.0.0.1:");
        }
    }

    /** The configuration for an isolated network: HTTPS is not required. */
    @Nested
    class WithoutRequiredHttps {
        private static PackagedGatehouse program;

        @BeforeAll
        static void begin() {
            program = start("-Dgatehouse.require-https=false", "-Dgatehouse.base-url=http://10.0.0.1:8080");
        }

        @AfterAll
        static void end() {
            program.close();
        }

        @Test
        void pagesWarn() {
            var page = new RawHttp(program.address()).sendTo("10.0.0.1:8080", "GET", "/signin", Map.of(), "");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("Not encrypted. Others on the network can read passwords and tokens.");
        }

        @Test
        void logWarns() {
            program.address();
            assertThat(program.log()).contains("gatehouse.require-https is false");
        }

        /** Gatehouse listens on all addresses by default, so that probes and callers reach a container. */
        @Test
        void everythingIsListenedOnUnlessConfigured() {
            program.address();
            assertThat(program.log())
                    .contains("Listening on: http://0.0.0.0:", "Management interface listening on http://0.0.0.0:");
        }
    }

    @Nested
    class Demo {
        @Test
        void isForThisMachineAlone() throws Exception {
            var port = PackagedGatehouse.demo().getPort();
            try (var here = new Socket("127.0.0.1", port)) {
                assertThat(here.isConnected()).isTrue();
            }
            var address = outside();
            Assumptions.assumeTrue(address.isPresent());
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Socket(address.get(), port).close())
                    .isInstanceOf(java.net.ConnectException.class);
        }
    }
}
