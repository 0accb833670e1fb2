// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The authorization code flow over HTTP, from the authorization request to the call of a service. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationCodeFlowTest {

    @TestHTTPResource("/")
    URI base;

    @Test
    void tokenOpensTheServiceOfItsScopeAndNoOther() {
        var gate = new Gate(base);
        var token = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
        assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
        assertThat(gate.postJson(Gate.CALCULATOR, "{\"a\":2,\"b\":3,\"operation\":\"add\"}", token)
                        .status())
                .isEqualTo(403);
        assertThat(gate.get(Gate.CUSTOMERS, null).status()).isEqualTo(401);
    }

    @Test
    void administratorGetsATokenForTheAdminApi() {
        var gate = new Gate(base);
        assertThat(gate.get("/admin/api/v1/clients", gate.adminToken()).status())
                .isEqualTo(200);
    }
}
