// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * A packaged Gatehouse that requires HTTPS, with clients registered for tests of client libraries. All tests of a run
 * share one.
 *
 * <p>Programs in other languages have a browser too. A program posts an authorization URL to {@link #browser}. The
 * browser signs jane in, grants all offered scopes and returns the URL of the final redirect.
 */
public final class StrictGatehouse {
    public static final URI REDIRECT_URI = URI.create("http://127.0.0.1:9/callback");

    /** For libraries that reject plain HTTP even for loopback addresses. */
    private static final String HTTPS_REDIRECT_URI = "https://application.example/callback";

    private static @Nullable StrictGatehouse shared;

    private final ThrowawayCertificate certificate;
    private final SSLContext tls;
    private final Gate gate;
    private final URI browser;
    private final Partner publicClient;
    private final Partner confidentialClient;

    private StrictGatehouse() throws Exception {
        var directory = Files.createTempDirectory("gatehouse-strict-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> TemporaryDirectories.remove(directory)));
        certificate = ThrowawayCertificate.in(directory);
        tls = certificate.trusted();
        gate = new Gate(PackagedGatehouse.demoOverTls(certificate), tls);
        requireHttps();
        browser = serveBrowser();
        publicClient = Partner.register(
                gate,
                new JsonObject().put("type", "PUBLIC").put("grantTypes", List.of("authorization_code", "implicit")));
        confidentialClient = Partner.register(
                gate,
                new JsonObject()
                        .put("requirePkce", "YES")
                        .put("redirectUris", List.of("http://127.0.0.1/callback", HTTPS_REDIRECT_URI))
                        .put("grantTypes", List.of("authorization_code", "client_credentials", "password")));
    }

    public static synchronized StrictGatehouse shared() throws Exception {
        if (shared == null) {
            shared = new StrictGatehouse();
        }
        return shared;
    }

    public ThrowawayCertificate certificate() {
        return certificate;
    }

    /** Returns the TLS context with the trusted certificates for clients in this JVM. */
    public SSLContext tls() {
        return tls;
    }

    public Gate gate() {
        return gate;
    }

    /** Returns a public client with authorization code, implicit and both demo scopes. */
    public Partner publicClient() {
        return publicClient;
    }

    /**
     * Returns a confidential client that requires PKCE, with authorization code, client credentials, password and both
     * demo scopes.
     */
    public Partner confidentialClient() {
        return confidentialClient;
    }

    /** Returns the configuration that programs read from the variable {@code GATEHOUSE}. */
    public JsonObject description() {
        return new JsonObject()
                .put("issuer", gate.issuer())
                .put("redirectUri", REDIRECT_URI.toString())
                .put("httpsRedirectUri", HTTPS_REDIRECT_URI)
                .put("scopes", Partner.BOTH_SCOPES)
                .put("resource", gate.issuer() + Gate.CUSTOMERS)
                .put("username", "jane")
                .put("password", "jane-demo")
                .put("browser", browser.toString())
                .put("authority", certificate.authority().toString())
                .put("publicClient", new JsonObject().put("client_id", publicClient.clientId()))
                .put(
                        "confidentialClient",
                        new JsonObject()
                                .put("client_id", confidentialClient.clientId())
                                .put("client_secret", confidentialClient.secret()));
    }

    /** Runs a program as {@link Tools#run} does, with this description in {@code GATEHOUSE}. */
    public int run(Path folder, JsonObject description, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("GATEHOUSE", description.encode());
        builder.environment().put("NODE_EXTRA_CA_CERTS", certificate.authority().toString());
        builder.environment().put("SSL_CERT_FILE", certificate.authority().toString());
        return Tools.run(builder);
    }

    /** Runs a program as {@link Tools#run} does, with the {@linkplain #description() description} of both clients. */
    public int run(Path folder, String... command) throws Exception {
        return run(folder, description(), command);
    }

    /** Opens an authorization URL as jane and grants all offered scopes. Returns the URL of the final redirect. */
    public URI grant(URI authorizationUrl) {
        var visitor = gate.browser();
        var page = visitor.follow(visitor.get(authorizationUrl.getRawPath() + "?" + authorizationUrl.getRawQuery()));
        if (page.status() / 100 == 3) {
            return page.location();
        }
        var permissions = visitor.signIn(page, "jane", "jane-demo");
        return visitor.grant(permissions, offered(permissions)).location();
    }

    private static List<String> offered(Answer permissionsPage) {
        return Jsoup.parse(permissionsPage.body()).select("input[name=scope]").eachAttr("value");
    }

    private URI serveBrowser() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var status = 200;
                byte[] answer;
                try {
                    var url = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    answer = grant(URI.create(url)).toString().getBytes(StandardCharsets.UTF_8);
                } catch (RuntimeException | AssertionError failure) {
                    status = 500;
                    answer = failure.toString().getBytes(StandardCharsets.UTF_8);
                }
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Requires HTTPS, because the demo allows plain HTTP. */
    private void requireHttps() {
        var path = "/admin/api/v1/settings";
        var token = gate.adminToken();
        var settings = gate.get(path, token).json().put("requireHttps", true);
        settings.remove("warnings");
        assertThat(gate.sendJson("PUT", path, settings.encode(), token).status())
                .isEqualTo(200);
    }
}
