// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Tools;
import org.junit.jupiter.api.Test;

/** The Postman collection that partner developers get, run by newman on the packaged program. */
class PostmanIT {

    @Test
    void collectionWalksTheDemoWithoutAPerson() throws Exception {
        Tools.need("make", "node", "npm");
        var base = PackagedGatehouse.demo();

        assertThat(Tools.run(new ProcessBuilder("make", "postman", "BASE_URL=" + base)))
                .as("newman's exit code")
                .isZero();
    }
}
