// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * A second authorization server on a loopback port, which publishes metadata and keys, signs tokens and answers
 * introspection.
 */
public final class OtherIssuer implements AutoCloseable {
    public static final String METADATA = "/.well-known/oauth-authorization-server";
    public static final String OPENID_METADATA = "/.well-known/openid-configuration";
    public static final String JWKS = "/jwks";
    public static final String INTROSPECT = "/introspect";
    public static final String CLIENT = "gateway";
    public static final String SECRET = "pass:word/for introspection";

    private final HttpServer server;
    private final Map<String, Supplier<Reply>> places = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<JsonObject> published = new CopyOnWriteArrayList<>();
    private final Map<String, JsonObject> tokens = new ConcurrentHashMap<>();

    /** The response of a path. */
    public record Reply(int status, String body, String location) {
        public Reply(int status, String body) {
            this(status, body, null);
        }
    }

    private OtherIssuer(HttpServer server) {
        this.server = server;
        places.put(METADATA, () -> new Reply(200, metadata().encode()));
        places.put(
                JWKS,
                () -> new Reply(
                        200,
                        new JsonObject().put("keys", new JsonArray(published)).encode()));
    }

    public static OtherIssuer start() {
        try {
            var server = onItsOwnPort();
            var issuer = new OtherIssuer(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", issuer::answer);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a server on a port that no earlier issuer of the run used. Earlier issuers may still be trusted, and an
     * issuer's name contains its port.
     */
    private static HttpServer onItsOwnPort() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        // The class loaders of a test run share only the system properties.
        if (System.setProperty("test-issuer." + server.getAddress().getPort(), "") == null) {
            return server;
        }
        var other = onItsOwnPort();
        server.stop(0);
        return other;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the default metadata of this issuer. */
    public JsonObject metadata() {
        return new JsonObject()
                .put("issuer", url())
                .put("jwks_uri", url() + JWKS)
                .put("introspection_endpoint", url() + INTROSPECT);
    }

    /** Sets the response of a path. */
    public void on(String path, Supplier<Reply> reply) {
        places.put(path, reply);
    }

    public void on(String path, int status, String body) {
        on(path, () -> new Reply(status, body));
    }

    /** Returns the number of requests for a path. */
    public long asked(String path) {
        return requests.stream().filter(path::equals).count();
    }

    /** Makes every path and introspection respond with status 503. */
    public void breakDown() {
        places.keySet().forEach(path -> on(path, 503, "{}"));
        on(INTROSPECT, 503, "{}");
    }

    public void publish(PublicJsonWebKey key) {
        published.add(new JsonObject(key.toJson(OutputControlLevel.PUBLIC_ONLY)));
    }

    public void publish(JsonObject jwk) {
        published.add(jwk);
    }

    /** Returns the number of published keys. */
    public int published() {
        return published.size();
    }

    public void withdraw(PublicJsonWebKey key) {
        published.removeIf(jwk -> key.getKeyId().equals(jwk.getString("kid")));
    }

    public static PublicJsonWebKey es256(String kid) {
        try {
            return named(kid, EcJwkGenerator.generateJwk(EllipticCurves.P256));
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    public static PublicJsonWebKey rsa(String kid, int bits) {
        try {
            return named(kid, RsaJwkGenerator.generateJwk(bits));
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    public static PublicJsonWebKey ed25519(String kid) {
        try {
            return named(kid, OkpJwkGenerator.generateJwk("Ed25519"));
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static PublicJsonWebKey named(String kid, PublicJsonWebKey key) {
        key.setKeyId(kid);
        return key;
    }

    /** Returns the claims of a valid token. */
    public JsonObject claims(String audience, String scope) {
        var now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("iss", url())
                .put("aud", audience)
                .put("sub", "user-7")
                .put("client_id", "their-client")
                .put("scope", scope)
                .put("iat", now)
                .put("exp", now + 600);
    }

    /** Signs an access token with the header type of RFC 9068. */
    public static String sign(PublicJsonWebKey key, String algorithm, JsonObject claims) {
        return sign(key, algorithm, claims.encode(), header -> header.setHeader("typ", "at+jwt"));
    }

    /** Signs any payload, with any header fields in addition to the algorithm and the key ID. */
    public static String sign(
            PublicJsonWebKey key, String algorithm, String payload, Consumer<JsonWebSignature> header) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(key.getKeyId());
        header.accept(signature);
        signature.setPayload(payload);
        signature.setKey(key.getPrivateKey());
        signature.setDoKeyValidation(false);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    /** Sets the introspection response of a token. All unknown tokens are inactive. */
    public void knows(String token, JsonObject introspection) {
        tokens.put(token, introspection);
    }

    public void forgets(String token) {
        tokens.remove(token);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(path);
            var place = places.get(path);
            var reply = place != null
                    ? place.get()
                    : path.equals(INTROSPECT) ? introspect(exchange, body) : new Reply(404, "{}");
            if (reply.location() != null) {
                exchange.getResponseHeaders().set("Location", reply.location());
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply introspect(HttpExchange exchange, String body) {
        if (!Gate.basic(CLIENT, SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Reply(401, "{\"error\":\"invalid_client\"}");
        }
        var token = Answer.parameters(body).get("token");
        return new Reply(
                200,
                tokens.getOrDefault(token, new JsonObject().put("active", false))
                        .encode());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
