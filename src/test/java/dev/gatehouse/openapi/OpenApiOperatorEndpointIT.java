// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OperatorApi;
import dev.gatehouse.testing.PackagedGatehouse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of the OpenAPI document of the operator's API, {@code /operator/v1/openapi} on the operator's host. */
class OpenApiOperatorEndpointIT extends DocumentEndpoint {
    private static PackagedGatehouse program;
    private static Gate node;

    @BeforeAll
    static void start() {
        program = PackagedGatehouse.start(
                "-Xmx256m", "-Dgatehouse.bcrypt-cost=4", "-Dgatehouse.operator.base-url=http://" + OperatorApi.HOST);
        node = new Gate(program.address());
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Override
    Gate gate() {
        return node.at(OperatorApi.HOST);
    }

    @Override
    String path() {
        return "/operator/v1";
    }

    @Override
    AdminApiDocument document() {
        return AdminApiDocument.ofOperator();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".json", ".yaml"})
    void isHiddenOnTheHostsOfOtherTenants(String extension) {
        var answer = node.send("GET", "/operator/v1/openapi" + extension, null, Map.of());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(node.send("GET", "/operator/v1/nothing" + extension, null, Map.of())
                        .body());
    }
}
