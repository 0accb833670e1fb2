package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Apache;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Recipe;
import dev.gatehouse.testing.StrictGatehouse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache's modules for access tokens, with the settings that {@code docs/clients/apache.md} shows. */
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

    /** The module can't be given an authority, so that the certificate of the test is not checked. */
    @Test
    void modOauth2ReadsSignatures() throws Exception {
        assertTokensAreChecked("oauth2", recipe(2).replace("ssl_verify=true", "ssl_verify=false"), 403);
    }

    /** A copy that the account can read that Apache's workers run as. */
    private String authority() throws Exception {
        var copy = Files.copy(gatehouse.certificate().authority(), directory.resolve("authority.pem"));
        return "OIDCCABundlePath " + copy + "\n";
    }

    /** @param index of the page's blocks */
    private static String recipe(int index) throws Exception {
        return Recipe.all("apache.md", "apache").get(index).at(gatehouse, gatehouse.confidentialClient());
    }

    /** @param unscoped the answer to a token of another scope */
    private void assertTokensAreChecked(String module, String configuration, int unscoped) throws Exception {
        try (var apache = Apache.start(directory, module, configuration)) {
            assertThat(get(apache.file(), null).statusCode()).isEqualTo(401);

            var answer = get(apache.file(), token(Gate.CUSTOMERS_SCOPE));
            assertThat(answer.statusCode()).as(apache.log()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("for those who may");

            assertThat(get(apache.file(), token(Gate.CALCULATOR_SCOPE)).statusCode())
                    .as(apache.log())
                    .isEqualTo(unscoped);
            assertThat(get(apache.file(), forged(token(Gate.CUSTOMERS_SCOPE))).statusCode())
                    .isEqualTo(401);
        }
    }

    private static String token(String scope) {
        return gatehouse
                .confidentialClient()
                .token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", scope))
                .json()
                .getString("access_token");
    }

    private static String forged(String token) {
        var signature = token.substring(token.lastIndexOf('.') + 1);
        return token.replace(signature, new StringBuilder(signature).reverse());
    }

    private static HttpResponse<String> get(URI url, String token) throws Exception {
        var request = HttpRequest.newBuilder(url);
        Gate.bearer(token).forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
