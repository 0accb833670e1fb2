// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Header fields that could make a service act on another call or for another caller. A caller can't set such a field in
 * any spelling.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RestrictedFieldsTest {
    private static final String FORGED = "forged";

    @TestHTTPResource("/")
    URI base;

    private static Upstream upstream;
    private static GatewayProject project;
    private static String token;

    @BeforeEach
    void exposeTheUpstream() {
        if (upstream == null) {
            upstream = Upstream.start();
            project = GatewayProject.create(new Gate(base));
            project.expose("Echo", upstream.address(), 30_000);
            token = project.token();
        }
        upstream.forgetCalls();
    }

    @AfterAll
    static void stopTheUpstream() throws Exception {
        upstream.close();
        upstream = null;
    }

    /**
     * Returns the name as it is, with other separators, with doubled, leading and trailing separators, and as a CGI
     * variable.
     */
    private static Stream<String> spellings(String name) {
        return Stream.of(
                name,
                name.toUpperCase(),
                name.replace('-', '_'),
                name.replace('-', '.'),
                name.replace('-', '~'),
                name.replaceFirst("-", "'"),
                name.replace("-", "--"),
                "_" + name,
                name + ".",
                "HTTP_" + name.toUpperCase().replace('-', '_'),
                "REDIRECT_HTTP_" + name.toUpperCase().replace('-', '_'));
    }

    private Wire.Message call(String... fields) throws Exception {
        try (var wire = Wire.to(base)) {
            wire.send(project.request("GET", "/Echo/x", token, fields));
            assertThat(wire.read().status()).isEqualTo(200);
        }
        return upstream.nextCall();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override",
                "X-HTTP-Method",
                "X-Method-Override",
                "Method-Override",
                "X-Original-URL",
                "X-Original-URI",
                "X-Original-Method",
                "X-Rewrite-URL",
                "X-Forwarded-Uri",
                "X-Forwarded-Method",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-User",
                "X-Forwarded-Client-Cert",
                "X-Forwarded-Anything",
                "Forwarded",
                "X-Real-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "Client-IP",
                "Proxy",
                "Remote-User",
                "X-Remote-User",
                "X-SSL-Client-Cert",
                "X-SSL-Client-S-DN",
                "SSL-Client-Verify",
                "X-Client-Cert",
                "Client-Cert",
                "X-Auth-Request-User",
                "X-Envoy-Original-Path",
                "Request-Method",
                "Script-Name",
                "Path-Info",
                "X-Gatehouse-Client",
                "X-Gatehouse-Subject",
                "X-Gatehouse-Scopes",
                "X-Gatehouse-Issuer",
                "X-Gatehouse-Anything",
            })
    void isDroppedInEverySpelling(String name) throws Exception {
        var call =
                call(spellings(name).map(spelling -> spelling + ": " + FORGED).toArray(String[]::new));

        assertThat(call.headers()).noneMatch(line -> line.contains(FORGED));
        assertThat(call.value("X-Gatehouse-Client")).isEqualTo(project.client().clientId());
        assertThat(call.value("Forwarded")).startsWith("for=127.0.0.1;");
    }

    /**
     * Variants of fields for credentials and framing. The test sends no plain fields, because a plain field would
     * change the call itself.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP_AUTHORIZATION",
                "REDIRECT_HTTP_AUTHORIZATION",
                "Authorization_",
                "Proxy_Authorization",
                "Transfer_Encoding",
                "Content_Length",
                "Keep.Alive",
                "HTTP_HOST",
                "HTTP_COOKIE",
            })
    void credentialsAndFramingAreDroppedWhenSpelledOtherwise(String name) throws Exception {
        assertThat(call(name + ": " + FORGED).headers()).noneMatch(line -> line.contains(FORGED));
    }

    @Test
    void otherFieldsArriveAsTheyWereSent() throws Exception {
        var fields = List.of(
                "X-Request-ID: 1",
                "X_Correlation_Id: 2",
                "X-Method: 3",
                "X-Original-Filename: 4",
                "Proxy-Mode: 5",
                "X-HTTP-Client: 6",
                "Remote-Control: 7",
                "X-Authorization: 8",
                "HTTP: 9",
                "Accept: text/plain");
        assertThat(call(fields.toArray(String[]::new)).headers()).containsAll(fields);
    }

    @Test
    void trailersOfAnAnswerAreHeldToTheSame() throws Exception {
        upstream.on(
                "/trailers",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Checksum, X_Gatehouse_Client\r\n\r\n"
                        + "2\r\nok\r\n0\r\nX-Checksum: 1\r\nX_Gatehouse_Client: forged\r\nX.Forwarded.User: forged\r\n"
                        + "Content_Length: forged\r\nSet.Cookie: forged\r\n\r\n");
        try (var wire = Wire.to(base)) {
            wire.send(project.request("GET", "/Echo/trailers", token, "TE: trailers"));
            var head = wire.readHead();
            assertThat(head.value("Trailer")).isEqualTo("X-Checksum");
            var lines = Stream.generate(() -> {
                        try {
                            return wire.line();
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .takeWhile(line -> line != null && !line.equals(""))
                    .toList();
            assertThat(lines).contains("2", "ok").noneMatch(line -> line.contains(FORGED));
        }
    }
}
