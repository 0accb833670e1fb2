// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of the pages. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MessagesTest {
    @TestHTTPResource("/")
    URI base;

    @Nested
    class Pages {

        @ParameterizedTest
        @CsvSource({
            "de, de, Anmelden",
            "'de-CH,fr;q=0.5', de, Anmelden",
            "'fr,de;q=0.5', de, Anmelden",
            "fr, en, Sign in",
            "en, en, Sign in",
            "'', en, Sign in"
        })
        void speakWhatTheBrowserLikesBest(String wanted, String language, String heading) {
            var page = new Gate(base).send("GET", "/signin", null, Map.of("Accept-Language", wanted));

            assertThat(page.body()).contains("<html lang=\"" + language + "\"", "<h1>" + heading + "</h1>");
        }

        @Test
        void moreWishesThanABrowserHasAreNotRead() {
            var page =
                    new Gate(base).send("GET", "/signin", null, Map.of("Accept-Language", "de,fr,".repeat(100) + "de"));

            assertThat(page.body()).contains("<html lang=\"en\"");
        }

        @Test
        void signInRefusesInGerman() {
            var german = Map.of("Accept-Language", "de");
            var gate = new Gate(base);

            assertThat(gate.form("/signin", german, Map.entry("username", "jane"))
                            .body())
                    .contains("Geben Sie Ihren Benutzernamen und Ihr Passwort ein.");
            assertThat(gate.form("/signin", german, Map.entry("username", "jane"), Map.entry("password", "not hers"))
                            .body())
                    .contains("Der Benutzername oder das Passwort ist falsch.");
        }

        @ParameterizedTest
        @CsvSource({
            "/approval?request=none, Diese Seite ist abgelaufen",
            "/integration/rest/oAuth/authorize, Dieser Link funktioniert nicht"
        })
        void failuresAreToldInGerman(String path, String heading) {
            var page = new Gate(base).send("GET", path, null, Map.of("Accept-Language", "de"));

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.body()).contains("<html lang=\"de\"", "<h1>" + heading + "</h1>");
        }

        @Test
        void formOfAnotherSiteIsRefusedInGerman() {
            var page = new Gate(base).form("/signin", Map.of("Accept-Language", "de", "Sec-Fetch-Site", "cross-site"));

            assertThat(page.body()).contains("<h1>Dieses Formular kam von einer anderen Website</h1>");
        }
    }
}
