// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.CommandPage;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Tools;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the curl commands of docs/first-token.md unchanged against the packaged Gatehouse. */
class FirstTokenIT {

    @Test
    void commandsPrintWhatIsShownBelowThem() throws Exception {
        Tools.need("bash", "curl", "openssl", "sed", "tr", "mktemp");
        var page = CommandPage.read(Path.of("docs/first-token.md"));
        assertThat(page.steps()).hasSizeGreaterThan(8);

        page.assertPrinted(PackagedGatehouse.demo().getAuthority(), Map.of(), "[\\w.-]+");
    }
}
