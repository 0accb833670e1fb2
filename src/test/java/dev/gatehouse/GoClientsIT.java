// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.StrictGatehouse;
import dev.gatehouse.testing.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The OAuth 2.0 package of the Go project against the packaged Gatehouse over HTTPS. */
class GoClientsIT {
    /** The directory of Debian's Go packages, which are not modules. */
    private static final String DEBIAN_PACKAGES = "/usr/share/gocode";

    @Test
    void program() throws Exception {
        Tools.need("go");
        Tools.needFile(DEBIAN_PACKAGES + "/src/golang.org/x/oauth2/oauth2.go");

        var command = new String[] {"env", "GO111MODULE=off", "GOPATH=" + DEBIAN_PACKAGES, "go", "run", "main.go"};
        assertThat(StrictGatehouse.shared().run(Path.of("src/test/go"), command))
                .as("exit code")
                .isZero();
    }
}
