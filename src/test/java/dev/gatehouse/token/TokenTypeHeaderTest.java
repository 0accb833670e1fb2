// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TenantSwitches;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The {@code typ} header of access tokens in JWT format: {@code at+jwt} (RFC 9068 §2.1) or {@code JWT}, as the client
 * or else the tenant sets it.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenTypeHeaderTest {
    @TestHTTPResource("/")
    URI base;

    private Gate gate;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
    }

    private String typeOfATokenOf(Partner client) {
        var token = client.accessToken();
        assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
        return Jwt.verified(gate, token).header().getString("typ");
    }

    private Partner client(String header) {
        return Partner.register(
                gate, header == null ? new JsonObject() : new JsonObject().put("accessTokenTypeHeader", header));
    }

    @Test
    void isAtJwtByDefault() {
        assertThat(typeOfATokenOf(client(null))).isEqualTo("at+jwt");
    }

    @Test
    void followsTheClient() {
        assertThat(typeOfATokenOf(client("JWT"))).isEqualTo("JWT");
    }

    @Test
    void followsTheTenantWhereTheClientSaysNothing() {
        var silent = client(null);
        var strict = client("AT_JWT");
        try (var _ = TenantSwitches.with(gate, "accessTokenTypeHeader", "JWT")) {
            assertThat(typeOfATokenOf(silent)).isEqualTo("JWT");
            assertThat(typeOfATokenOf(strict)).isEqualTo("at+jwt");
        }
        assertThat(typeOfATokenOf(silent)).isEqualTo("at+jwt");
    }

    @Test
    void staysAsItIsWhenSettingsAreReplacedWithoutIt() {
        try (var _ = TenantSwitches.with(gate, "accessTokenTypeHeader", "JWT")) {
            var settings = gate.get("/admin/api/v1/settings", gate.adminToken()).json();
            settings.remove("accessTokenTypeHeader");

            var replaced = gate.sendJson("PUT", "/admin/api/v1/settings", settings.encode(), gate.adminToken());

            assertThat(replaced.json().getString("accessTokenTypeHeader")).isEqualTo("JWT");
        }
    }
}
