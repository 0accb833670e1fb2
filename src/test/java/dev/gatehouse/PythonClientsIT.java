// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.StrictGatehouse;
import dev.gatehouse.testing.Tools;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Python client libraries against the packaged Gatehouse over HTTPS. */
class PythonClientsIT {
    private static final Path FOLDER = Path.of("src/test/python");

    @ParameterizedTest
    @CsvSource({"requests_oauthlib, requests_oauthlib_clients.py", "authlib, authlib_clients.py"})
    void program(String module, String file) throws Exception {
        var python = Tools.pythonWith(module);

        assertThat(StrictGatehouse.shared().run(FOLDER, python, "-B", file))
                .as("exit code")
                .isZero();
    }
}
