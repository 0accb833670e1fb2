// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gatehouse reads a session only from a cookie of the exact name, and ignores cookies with similar names. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BrowserCookiesTest {
    private static final String NAME = "gatehouse-session";

    @TestHTTPResource("/")
    URI base;

    private String session;

    @BeforeEach
    void signIn() {
        var browser = new Gate(base).browser();
        browser.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
        session = browser.cookies().get(NAME);
        assertThat(session).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: gatehouse-session=SESSION",
                "Cookie: other=1;gatehouse-session=SESSION ; another=2",
                "Cookie: other=1\r\nCookie: gatehouse-session=SESSION",
                "Cookie: gatehouse-session=SESSION; gatehouse-session=SESSION"
            })
    void cookieIsRead(String field) throws IOException {
        assertThat(status(field)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: =gatehouse-session=SESSION",
                "Cookie: ==gatehouse-session=SESSION",
                "Cookie: other=1; =gatehouse-session=SESSION",
                "Cookie:  = gatehouse-session=SESSION",
                "Cookie: gatehouse-session =SESSION",
                "Cookie: gatehouse-session",
                "Cookie: gatehouse-session=\"SESSION\"",
                "Cookie: \"gatehouse-session\"=SESSION",
                "Cookie: $Version=1, gatehouse-session=SESSION",
                "Cookie: Gatehouse-Session=SESSION",
                "Cookie: __Host-gatehouse-session=SESSION",
                "Cookie: gatehouse-session=planted; gatehouse-session=SESSION",
                "Cookie: gatehouse-session=SESSION; gatehouse-session=planted"
            })
    void nothingElseIs(String field) throws IOException {
        assertThat(status(field)).isEqualTo(303);
    }

    private int status(String field) throws IOException {
        try (var wire = Wire.to(base)) {
            wire.send(
                    "GET /my-access HTTP/1.1\r\nHost: localhost\r\n" + field.replace("SESSION", session) + "\r\n\r\n");
            return wire.read().status();
        }
    }
}
