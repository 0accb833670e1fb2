// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** A running Gatehouse as a client calls it: plain HTTP without redirects. */
public final class Gate {
    public static final String AUTHORIZE = "/integration/rest/oAuth/authorize";
    public static final String TOKEN = "/integration/rest/oAuth/getToken";
    public static final String REVOKE = "/integration/rest/oAuth/revoke";
    public static final String INTROSPECT = "/integration/rest/oAuth/introspect";
    public static final String JWKS = "/integration/rest/oAuth/jwks";
    public static final String CUSTOMERS = "/integration/restv2/development/fldemo/CustomerRegistrationAPI/customers";
    public static final String CALCULATOR = "/integration/rest/external/integration/run/development/fldemo/calculator";
    public static final String CUSTOMERS_SCOPE = "CustomerRegistrationScope";
    public static final String CALCULATOR_SCOPE = "CalculatorScope";
    public static final String PUBLIC_CLIENT = "customer-registration";
    public static final String CONFIDENTIAL_CLIENT = "partner-backend";
    public static final String CONFIDENTIAL_SECRET = "gcs_demo-partner-backend";
    public static final String REDIRECT_URI = "http://127.0.0.1:9/callback";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI base;

    /** The {@code Host} of requests; null: the host and port of the URL. */
    private final String host;

    /**
     * Creates a client of a Gatehouse.
     *
     * @param base for example {@code http://localhost:8081}
     */
    public Gate(URI base) {
        this(base, HttpClient.newBuilder());
    }

    /**
     * Creates a client that uses TLS.
     *
     * @param tls the trusted certificates
     */
    public Gate(URI base, SSLContext tls) {
        this(base, HttpClient.newBuilder().sslContext(tls));
    }

    private Gate(URI base, HttpClient.Builder http) {
        this(base, http.version(HttpClient.Version.HTTP_1_1).build(), null);
    }

    private Gate(URI base, HttpClient http, String host) {
        this.base = base;
        this.http = http;
        this.host = host;
    }

    /** Returns the same Gatehouse as clients call it by another host name, with or without a port. */
    public Gate at(String host) {
        return new Gate(base, http, host);
    }

    public URI base() {
        return base;
    }

    /** Returns the host and, if any, the port that requests name. */
    public String authority() {
        return host == null ? base.getAuthority() : host;
    }

    /** Returns the issuer if no base URL is configured. */
    public String issuer() {
        return base.toString().replaceAll("/$", "");
    }

    /** Returns a new browser without a session. */
    public Browser browser() {
        return new Browser(this, Map.of());
    }

    /** Returns a new browser with a preferred language. */
    public Browser browser(String language) {
        return new Browser(this, Map.of("Accept-Language", language));
    }

    public Answer send(String method, String rawPathAndQuery, String body, Map<String, String> headers) {
        return exchange(
                method,
                rawPathAndQuery,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                headers);
    }

    public Answer sendBytes(String method, String rawPathAndQuery, byte[] body, Map<String, String> headers) {
        return exchange(method, rawPathAndQuery, BodyPublishers.ofByteArray(body), headers);
    }

    private Answer exchange(
            String method, String rawPathAndQuery, HttpRequest.BodyPublisher body, Map<String, String> headers) {
        return Answer.of(respond(method, rawPathAndQuery, body, headers, BodyHandlers.ofString()));
    }

    private <T> HttpResponse<T> respond(
            String method,
            String rawPathAndQuery,
            HttpRequest.BodyPublisher body,
            Map<String, String> headers,
            HttpResponse.BodyHandler<T> read) {
        var request = HttpRequest.newBuilder(base.resolve(rawPathAndQuery)).method(method, body);
        request.timeout(PATIENCE);
        headers.forEach(request::header);
        if (host != null) {
            request.setHeader("Host", host);
        }
        try {
            return http.send(request.build(), read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the body of a response with the status 200. */
    public byte[] download(String method, String rawPathAndQuery, Map<String, String> headers) {
        var response = respond(method, rawPathAndQuery, BodyPublishers.noBody(), headers, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    public Answer get(String rawPathAndQuery, String bearerToken) {
        return send("GET", rawPathAndQuery, null, bearer(bearerToken));
    }

    public Answer postJson(String path, String json, String bearerToken) {
        return sendJson("POST", path, json, bearerToken);
    }

    public Answer sendJson(String method, String path, String json, String bearerToken) {
        var headers = new java.util.HashMap<>(bearer(bearerToken));
        headers.put("Content-Type", "application/json");
        return send(method, path, json, headers);
    }

    /** Sends a form. A field name may occur several times. */
    @SafeVarargs
    public final Answer form(String path, Map<String, String> headers, Entry<String, String>... fields) {
        var all = new java.util.HashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return send("POST", path, encode(List.of(fields)), all);
    }

    /** Requests a token as a public client, or as a confidential client if the secret is a field. */
    @SafeVarargs
    public final Answer token(Entry<String, String>... fields) {
        return form(TOKEN, Map.of(), fields);
    }

    /** Requests a token with HTTP Basic. */
    @SafeVarargs
    public final Answer tokenWithBasic(String clientId, String secret, Entry<String, String>... fields) {
        return form(TOKEN, Map.of("Authorization", basic(clientId, secret)), fields);
    }

    public static Map<String, String> bearer(String token) {
        return token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    public static String basic(String clientId, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((encode(clientId) + ":" + encode(secret)).getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(List<Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns a token for the whole admin API, as the demo's administrator gets one on the command line. */
    public String adminToken() {
        return adminToken("admin", "admin-demo", "gatehouse.admin");
    }

    /** Returns a token for the admin API, for any user and built-in scope. */
    public String adminToken(String username, String password, String scope) {
        return walk("gatehouse-admin", username, password, List.of(scope))
                .json()
                .getString("access_token");
    }

    /** Returns the token response after a user granted scopes to the demo's public client. */
    public Answer grant(String username, List<String> scopes) {
        return walk(PUBLIC_CLIENT, username, username + "-demo", scopes);
    }

    /** Runs the authorization code flow with PKCE of a public client. */
    private Answer walk(String clientId, String username, String password, List<String> scopes) {
        var pkce = Pkce.create();
        var code = browser()
                .codeFor(
                        username,
                        password,
                        scopes,
                        Map.of(
                                "client_id",
                                clientId,
                                "redirect_uri",
                                REDIRECT_URI,
                                "code_challenge",
                                pkce.challenge(),
                                "code_challenge_method",
                                "S256"));
        return token(
                Map.entry("grant_type", "authorization_code"),
                Map.entry("code", code),
                Map.entry("redirect_uri", REDIRECT_URI),
                Map.entry("client_id", clientId),
                Map.entry("code_verifier", pkce.verifier()));
    }
}
