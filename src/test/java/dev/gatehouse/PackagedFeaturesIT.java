// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.ThrowawayCertificate;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The features of the packaged Gatehouse that are resolved at run time: templates, messages, classes, algorithms,
 * protocols. A native executable lacks features that were not registered at build time, so these tests also run against
 * the native executable.
 */
class PackagedFeaturesIT {
    private static final int MOST_PAGES = 200;

    private static PackagedGatehouse program;
    private static Gate gate;

    @BeforeAll
    static void start() {
        var options = new ArrayList<>(List.of(PackagedGatehouse.database(
                PostgresResource.freshDatabase(), PostgresResource.username(), PostgresResource.password())));
        options.addAll(List.of("-Xmx256m", "-Dgatehouse.bcrypt-cost=4"));
        program = PackagedGatehouse.start(options.toArray(String[]::new));
        gate = new Gate(program.address());
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    // Pages

    @ParameterizedTest
    @CsvSource({"en, Overview", "de, Übersicht"})
    void everyPageOpensInEachLanguage(String language, String word) {
        somethingOfEachKind();
        var browser = gate.browser();
        browser.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
        var headers = Map.of(
                "Accept-Language",
                language,
                "Cookie",
                browser.cookies().entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; ")));
        assertThat(gate.send("GET", "/console", null, headers).body()).contains(word);

        var failed = new ArrayList<String>();
        var kinds = new HashSet<String>();
        var waiting = new ArrayDeque<>(List.of("/", "/signin", "/console", "/my-access", "/console/nothing-here"));
        while (!waiting.isEmpty() && kinds.size() < MOST_PAGES) {
            var address = waiting.poll();
            if (!kinds.add(kind(address))) {
                continue;
            }
            var answer = gate.send("GET", address, null, headers);
            if (answer.status() >= 500) {
                failed.add(address + " " + answer.status());
            }
            var type = answer.header("content-type");
            if (answer.status() == 200 && type != null && type.startsWith("text/html")) {
                waiting.addAll(links(answer.body(), address));
            }
        }
        assertThat(failed).isEmpty();
        assertThat(kinds).hasSizeGreaterThan(60);
    }

    /** Creates an object of each kind, so that each kind of page exists. */
    private static void somethingOfEachKind() {
        var admin = AdminApi.of(gate);
        var group = admin.createGroup(AdminApi.unique());
        admin.join(group, "accounts", admin.createPerson(AdminApi.unique()));
        admin.join(group, "clients", Gate.PUBLIC_CLIENT);
        admin.created("/upstreams", new JsonObject().put("url", "https://" + AdminApi.unique() + ".example"));
        gate.grant("admin", List.of(Gate.CALCULATOR_SCOPE));
    }

    /** Returns the targets of links and of GET forms on this site. */
    private static Set<String> links(String html, String address) {
        var page = Jsoup.parse(html, gate.base().resolve(address).toString());
        var links =
                page.select("a[href]").stream().map(link -> link.absUrl("href")).collect(Collectors.toSet());
        for (Element form : page.select("form[method=get], form:not([method])")) {
            form.select("td input[type=checkbox][value]").stream()
                    .limit(1)
                    .forEach(box -> links.add(
                            form.absUrl("action") + "?" + box.attr("name") + "=" + Gate.encode(box.attr("value"))));
        }
        return links.stream()
                .filter(link -> link.startsWith(gate.base().toString()))
                .map(URI::create)
                .map(link -> link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery()))
                .collect(Collectors.toSet());
    }

    /** Returns the same text for two pages that differ only in their object. */
    private static String kind(String address) {
        return address.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "one")
                .replaceAll("/(clients|projects|apis)/(?!new)[^/?]+", "/$1/one")
                .replaceAll("=[^&]*", "=");
    }

    @Test
    void ownApplicationsAndTokensOpenAndAreTakenBack() {
        gate.grant("jane", List.of(Gate.CALCULATOR_SCOPE));
        var jane = ConsoleVisitor.of(gate, "jane", "jane-demo");
        var applications = jane.page("/my-access");
        for (Element link : applications.select("main a[href^=/my-access]")) {
            assertThat(jane.get(link.attr("href")).status())
                    .as(link.attr("href"))
                    .isEqualTo(200);
        }
    }

    // Passkeys

    @Test
    void passkeyIsRegisteredAndSignsIn() {
        var name = AdminApi.unique();
        AdminApi.of(gate).createPerson(name);
        var owner = gate.browser();
        assertThat(owner.form("/signin", Map.entry("username", name), Map.entry("password", name + "-demo"))
                        .status())
                .isEqualTo(303);
        var authenticator = new Authenticator(gate);
        var creation = owner.send("POST", "/passkeys/registration/options", "{}");
        assertThat(creation.status()).as(creation.body()).isEqualTo(200);
        var added = owner.send(
                "POST",
                "/passkeys/registration",
                authenticator.create(creation.json(), "My key").encode());
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(owner.get("/my-access/passkeys").body()).contains("My key");

        var stranger = gate.browser();
        var request = stranger.send("POST", "/passkeys/authentication/options", "{}");
        var signedIn = stranger.send(
                "POST",
                "/passkeys/authentication",
                authenticator.sign(request.json()).encode());
        assertThat(signedIn.status()).as(signedIn.body()).isLessThan(300);
        assertThat(stranger.get("/my-access").status()).isEqualTo(200);
    }

    // Calls

    @Test
    void webSocketsAndEventStreamsPass() throws Exception {
        try (var upstream = Upstream.start()) {
            var project = GatewayProject.create(gate);
            project.expose("Streams", upstream.address(), 30_000);
            var token = project.token();
            upstream.on(
                    "/chat",
                    connection -> connection.send("HTTP/1.1 101 Switching Protocols\r\n"
                            + "Connection: Upgrade\r\n"
                            + "Upgrade: websocket\r\n"
                            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
                            + "hello\n"));
            try (var wire = Wire.to(gate.base())) {
                wire.send(project.request(
                        "GET",
                        "/Streams/chat",
                        token,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
                assertThat(wire.readHead().status()).isEqualTo(101);
                assertThat(wire.line()).isEqualTo("hello");
            }
            upstream.on(
                    "/events",
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "9\r\ndata: 1\n\n\r\n0\r\n\r\n");
            assertThat(gate.get(project.url("/Streams/events"), token).body()).isEqualTo("data: 1\n\n");
        }
    }

    @Test
    void callersSpeakHttp2() throws Exception {
        var token = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
        var vertx = Vertx.vertx();
        try {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            var answer = client.request(new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setHost("127.0.0.1")
                            .setPort(gate.base().getPort())
                            .setURI(Gate.CUSTOMERS)
                            .putHeader("Authorization", "Bearer " + token))
                    .compose(HttpClientRequest::send)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void upstreamsSpeakTlsWithAnAuthorityOfTheirOwn(@TempDir Path directory) throws Exception {
        var certificate = ThrowawayCertificate.in(directory);
        try (var upstream = Upstream.start(certificate)) {
            upstream.on("/secure", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            var project = GatewayProject.create(gate);
            var path = project.expose(upstream.address());
            assertThat(project.get(path + "/secure").status()).isEqualTo(502);
            project.declare(new JsonObject()
                    .put("url", upstream.address().toString())
                    .put("trustedCertificates", Files.readString(certificate.authority())));
            assertThat(project.get(path + "/secure").body()).isEqualTo("ok");
        }
    }

    // Grants, tokens and keys

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void signedTokensAreIssuedAndAccepted(String algorithm) {
        var admin = AdminApi.of(gate);
        var settings = admin.get("/settings").json();
        var changed = settings.copy().put("signingAlgorithm", algorithm).put("accessTokenFormat", "JWT");
        changed.remove("warnings");
        try {
            var put = admin.put("/settings", changed);
            assertThat(put.status()).as(put.body()).isEqualTo(200);
            var partner = Partner.register(
                    gate,
                    new JsonObject()
                            .put("grantTypes", List.of("client_credentials"))
                            .put("scopes", List.of(Gate.CUSTOMERS_SCOPE)));
            var issued = partner.accessToken();
            assertThat(issued.split("\\.")).hasSize(3);
            assertThat(gate.get(Gate.CUSTOMERS, issued).status()).isEqualTo(200);
            assertThat(gate.send("GET", Gate.JWKS, null, Map.of()).status()).isEqualTo(200);
        } finally {
            settings.remove("warnings");
            admin.put("/settings", settings);
        }
    }

    @Test
    void healthAndMetricsAnswer() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/q/health/ready", "/q/health/live", "/q/metrics")) {
                var answer = client.send(
                        HttpRequest.newBuilder(program.management().resolve(path))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void nothingFailsInsideTheProgram() {
        assertThat(program.log())
                .doesNotContain("ClassNotFoundException", "MissingReflectionRegistration", "TemplateException");
    }
}
