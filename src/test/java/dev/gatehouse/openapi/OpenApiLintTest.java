// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Tools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks the OpenAPI documents with the strictest rules of a linter and with the rules in {@code openapi/redocly.yaml}.
 */
@Tag("slow")
class OpenApiLintTest {

    @Test
    void documentsBreakNoRule() throws Exception {
        Tools.need("make", "node", "npm");

        assertThat(Tools.run(new ProcessBuilder("make", "openapi-lint")))
                .as("the linter's exit code")
                .isZero();
    }
}
