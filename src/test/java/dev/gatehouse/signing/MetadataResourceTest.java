// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The metadata at {@code /.well-known/oauth-authorization-server} (RFC 8414). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MetadataResourceTest {

    @TestHTTPResource("/")
    URI base;

    @Test
    void tellsWhatAClientNeedsAndNothingThatIsNotThere() {
        var gate = new Gate(base);

        var answer = gate.get("/.well-known/oauth-authorization-server", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.json()).isEqualTo(metadata(gate.issuer()));
    }

    /** RFC 8414 §5, with the additional members that OpenID Connect Discovery 1.0 §3 requires. */
    @Test
    void tellsTheSameWhereClientsOfOpenIdConnectLook() {
        var gate = new Gate(base);

        var answer = gate.get("/.well-known/openid-configuration", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.json())
                .isEqualTo(metadata(gate.issuer())
                        .put("subject_types_supported", JsonArray.of("public"))
                        .put("id_token_signing_alg_values_supported", JsonArray.of("RS256")));
    }

    private static JsonObject metadata(String issuer) {
        return new JsonObject()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/integration/rest/oAuth/authorize")
                .put("token_endpoint", issuer + "/integration/rest/oAuth/getToken")
                .put("introspection_endpoint", issuer + "/integration/rest/oAuth/introspect")
                .put("revocation_endpoint", issuer + "/integration/rest/oAuth/revoke")
                .put("jwks_uri", issuer + "/integration/rest/oAuth/jwks")
                .put("response_types_supported", JsonArray.of("code", "token"))
                .put("response_modes_supported", JsonArray.of("query", "fragment", "form_post"))
                .put(
                        "grant_types_supported",
                        JsonArray.of(
                                "authorization_code", "implicit", "client_credentials", "password", "refresh_token"))
                .put(
                        "token_endpoint_auth_methods_supported",
                        JsonArray.of("client_secret_basic", "client_secret_post", "none"))
                .put(
                        "introspection_endpoint_auth_methods_supported",
                        JsonArray.of("client_secret_basic", "client_secret_post"))
                .put(
                        "revocation_endpoint_auth_methods_supported",
                        JsonArray.of("client_secret_basic", "client_secret_post", "none"))
                .put("code_challenge_methods_supported", JsonArray.of("S256"))
                .put("authorization_response_iss_parameter_supported", true);
    }
}
