// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Tools;
import org.junit.jupiter.api.Test;

/** Runs the Postman collection for partner developers with newman against the packaged Gatehouse. */
class PostmanIT {

    @Test
    void collectionWalksTheDemoWithoutAPerson() throws Exception {
        Tools.need("make", "node", "npm");
        var base = PackagedGatehouse.demo();

        assertThat(Tools.run(new ProcessBuilder("make", "postman", "BASE_URL=" + base)))
                .as("exit code of newman")
                .isZero();
    }
}
