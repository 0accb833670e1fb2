// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.NodePackages;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.StrictGatehouse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client libraries from the npm registry against the packaged Gatehouse over HTTPS. */
class NodeClientsIT {
    private static final Path FOLDER = Path.of("src/test/node");

    private static StrictGatehouse gatehouse;

    @BeforeAll
    static void install() throws Exception {
        NodePackages.of(FOLDER);
        gatehouse = StrictGatehouse.shared();
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk.mjs", "openid-client.mjs", "passport.mjs", "simple-oauth2.mjs"})
    void program(String file) throws Exception {
        assertThat(gatehouse.run(FOLDER, "node", file)).as("exit code").isZero();
    }

    /** The client of an MCP server behind the gateway learns the required scope from the challenge. */
    @ParameterizedTest
    @ValueSource(strings = {"mcp-sdk.mjs", "mcp-client.mjs"})
    void mcpClientAsksForWhatTheChallengeNames(String file) throws Exception {
        var admin = AdminApi.of(gatehouse.gate());
        var project = admin.createProject(AdminApi.unique());
        var path = "/integration/restv2/development/" + project + "/Tools/mcp";
        var server = new ProcessBuilder("node", "mcp-server.mjs")
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = server.inputReader()) {
            admin.created("/services", AdminApi.restResource(project, "Tools", "/**", output.readLine()));
            var scope = AdminApi.unique();
            admin.createScope(scope, path);
            // Covers the same URL, but belongs to another client
            var foreign = AdminApi.unique();
            admin.createScope(foreign, path);
            Partner.register(gatehouse.gate(), new JsonObject().put("scopes", List.of(foreign)));
            var client = Partner.register(
                    gatehouse.gate(),
                    new JsonObject()
                            .put("type", "PUBLIC")
                            .put("grantTypes", List.of("authorization_code"))
                            .put("scopes", List.of(scope, Partner.BOTH_SCOPES.getFirst())));

            var description = gatehouse
                    .description()
                    .put("resource", gatehouse.gate().issuer() + path)
                    .put("scopes", new JsonArray().add(scope).add(Partner.BOTH_SCOPES.getFirst()))
                    .put("publicClient", new JsonObject().put("client_id", client.clientId()));
            assertThat(gatehouse.run(FOLDER, description, "node", file))
                    .as("exit code")
                    .isZero();
        } finally {
            server.destroy();
            server.waitFor();
        }
    }
}
