// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Apache;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.Recipe;
import dev.gatehouse.testing.StrictGatehouse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache's modules for access tokens, with the settings from {@code docs/clients/apache.md}. */
class ApacheIT {
    @TempDir
    Path directory;

    private static StrictGatehouse gatehouse;

    @BeforeAll
    static void start() throws Exception {
        gatehouse = StrictGatehouse.shared();
    }

    @Test
    void modAuthOpenidcReadsSignatures() throws Exception {
        assertTokensAreChecked("auth_openidc", authority() + recipe(0), 401);
    }

    @Test
    void modAuthOpenidcAsksGatehouse() throws Exception {
        assertTokensAreChecked("auth_openidc", authority() + recipe(1), 401);
    }

    /**
     * The module can't use the test's certificate authority, so the test switches the module's certificate check off.
     */
    @Test
    void modOauth2ReadsSignatures() throws Exception {
        assertTokensAreChecked("oauth2", recipe(2).replace("ssl_verify=true", "ssl_verify=false"), 403);
    }

    /** Returns the directive for a copy of the certificate authority that Apache's workers can read. */
    private String authority() throws Exception {
        var copy = Files.copy(gatehouse.certificate().authority(), directory.resolve("authority.pem"));
        return "OIDCCABundlePath " + copy + "\n";
    }

    /** @param index the index of the block on the page */
    private static String recipe(int index) throws Exception {
        return Recipe.all("apache.md", "apache").get(index).at(gatehouse, gatehouse.confidentialClient());
    }

    /** @param unscoped the status for a token with another scope */
    private void assertTokensAreChecked(String module, String configuration, int unscoped) throws Exception {
        try (var apache = Apache.start(directory, module, configuration)) {
            assertThat(get(apache.file(), null).statusCode()).isEqualTo(401);

            var client = gatehouse.confidentialClient();
            var token = client.accessToken(Gate.CUSTOMERS_SCOPE);
            var answer = get(apache.file(), token);
            assertThat(answer.statusCode()).as(apache.log()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("for those who may");

            var unscopedAnswer = get(apache.file(), client.accessToken(Gate.CALCULATOR_SCOPE));
            assertThat(unscopedAnswer.statusCode()).as(apache.log()).isEqualTo(unscoped);
            assertThat(get(apache.file(), Jwt.withForgedSignature(token)).statusCode())
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<String> get(URI url, String token) throws Exception {
        var request = HttpRequest.newBuilder(url);
        Gate.bearer(token).forEach(request::header);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
