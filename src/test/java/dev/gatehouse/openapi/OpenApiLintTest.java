// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Tools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The OpenAPI document under the strictest rules of a linter, and some of our own ({@code openapi/redocly.yaml}). */
@Tag("slow")
class OpenApiLintTest {

    @Test
    void documentBreaksNoRule() throws Exception {
        Tools.need("make", "node", "npm");

        assertThat(Tools.run(new ProcessBuilder("make", "openapi-lint")))
                .as("the linter's exit code")
                .isZero();
    }
}
