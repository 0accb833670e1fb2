// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import static dev.gatehouse.testing.Gate.AUTHORIZE;
import static dev.gatehouse.testing.Gate.CUSTOMERS_SCOPE;
import static dev.gatehouse.testing.Gate.REDIRECT_URI;
import static dev.gatehouse.testing.Gate.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users of a German browser read outside the console: the whole text of each page. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GermanPagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private Browser browser;
    private Partner partner;

    @BeforeEach
    void register() {
        gate = new Gate(base);
        browser = gate.browser("de");
        partner = Partner.register(gate, new JsonObject().put("description", "Für Bestellungen."));
    }

    private Answer send(String method, String path, String type, String body) {
        return new RawHttp(base).send(method, path, Map.of("Accept-Language", "de", "Content-Type", type), body);
    }

    private Answer permissions(String more) {
        return browser.follow(browser.get(AUTHORIZE + "?response_type=code&client_id=" + partner.clientId()
                + "&redirect_uri=" + encode(REDIRECT_URI) + more));
    }

    private Answer signedInPermissions(String more) {
        browser.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
        return permissions(more);
    }

    private static void assertPage(Answer answer, int status, String text) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("location")).isNull();
        assertThat(answer.body()).contains("<html lang=\"de\" dir=\"ltr\">").doesNotContain("lang=\"en\"");
        var unbroken =
                new Answer(answer.status(), answer.headers(), answer.body().replace("<wbr>", ""));
        assertThat(PageText.of(unbroken)).isEqualTo(text);
    }

    private static void assertProblem(Answer answer, int status, String title, String explanation, String code) {
        assertPage(
                answer,
                status,
                title + " · Gatehouse Gatehouse " + title + " " + explanation
                        + " Wenn das Problem bestehen bleibt, nennen Sie dem Betreiber der Anwendung den Code unten."
                        + " Code " + status + (code.isEmpty() ? "" : " " + code));
    }

    /** The errors that must not be sent to the client (RFC 6749 §4.1.2.1). */
    @Nested
    class AuthorizationRequests {
        private static final String INVALID = "Die Anwendung hat eine ungültige Anfrage gesendet. ";

        private void assertRefused(String parameters, String explanation, String code) {
            var query = parameters
                    .replace("(client)", "client_id=" + partner.clientId())
                    .replace("(uri)", "redirect_uri=" + encode(REDIRECT_URI))
                    .replace("(long)", "a".repeat(2049));
            var answer = send("GET", AUTHORIZE + "?response_type=code&" + query, FORM, "");
            assertProblem(answer, 400, "Dieser Link funktioniert nicht", explanation, code);
        }

        @ParameterizedTest
        @CsvSource({
            "(uri), client_id fehlt.",
            "client_id=&(uri), client_id fehlt.",
            "(client)&(client)&(uri), client_id wurde mehr als einmal gesendet.",
            "client_id=(long)&(uri), client_id ist länger als 2048 Zeichen.",
            "client_id=a%00&(uri), client_id enthält ein Steuerzeichen.",
            "client_id=%FF&(uri), client_id ist kein formularkodiertes UTF-8.",
            "(client)&(uri)&(uri), redirect_uri wurde mehr als einmal gesendet.",
            "(client)&redirect_uri=(long), redirect_uri ist länger als 2048 Zeichen."
        })
        void invalidParametersAreNamed(String parameters, String explanation) {
            assertRefused(parameters, INVALID + explanation, "invalid_request");
        }

        @Test
        void unknownClientIsExplained() {
            assertRefused(
                    "client_id=nobody&(uri)",
                    "Die Anwendung, die Sie hierher weitergeleitet hat, ist unbekannt.",
                    "invalid_client");
        }

        @Test
        void inactiveClientIsExplained() {
            partner.change("active", false);
            assertRefused(
                    "(client)&(uri)",
                    "Die Anwendung, die Sie hierher weitergeleitet hat, ist nicht aktiv.",
                    "unauthorized_client");
        }

        @Test
        void otherRedirectUriIsExplained() {
            assertRefused(
                    "(client)&redirect_uri=" + encode("https://evil.example/"),
                    "Die Anwendung will Sie an eine Adresse weiterleiten, die nicht für die Anwendung registriert ist.",
                    "invalid_request");
        }

        @Test
        void missingRedirectUriIsExplained() {
            partner.change("redirectUris", List.of("https://a.example/", "https://b.example/"));
            assertRefused(
                    "(client)",
                    "Die Anwendung hat nicht angegeben, wohin Sie danach weitergeleitet werden. Der Parameter"
                            + " redirect_uri fehlt.",
                    "invalid_request");
        }

        /** RFC 6749 §4.1.2.1 allows ASCII only. */
        @Test
        void clientsAreToldInEnglish() {
            var answer = browser.get(AUTHORIZE + "?response_type=code&scope=Nope&client_id=" + partner.clientId());
            assertThat(answer.redirectParameters())
                    .containsEntry("error_description", "The scope Nope is not associated with the client.");
        }
    }

    @Nested
    class RejectedRequests {
        private static final String TITLE = "Diese Anfrage kann nicht beantwortet werden";

        @ParameterizedTest
        @CsvSource({"PUT, /signin", "PUT, /integration/rest/oAuth/authorize", "DELETE, /approval"})
        void methodIsNotAllowed(String method, String path) {
            assertProblem(
                    send(method, path, FORM, ""),
                    405,
                    TITLE,
                    "Diese Methode ist hier nicht erlaubt.",
                    "invalid_request");
        }

        @ParameterizedTest
        @CsvSource({"/signin", "/approval", "/integration/rest/oAuth/authorize"})
        void bodyMustBeAForm(String path) {
            assertProblem(
                    send("POST", path, "application/json", "{}"),
                    415,
                    TITLE,
                    "Der Inhalt muss application/x-www-form-urlencoded sein.",
                    "invalid_request");
        }

        @Test
        void bodyMustNotBeCompressed() {
            var answer = new RawHttp(base)
                    .send(
                            "POST",
                            "/signin",
                            Map.of("Accept-Language", "de", "Content-Type", FORM, "Content-Encoding", "gzip"),
                            "username=jane");
            assertProblem(answer, 415, TITLE, "Der Inhalt darf nicht komprimiert sein.", "invalid_request");
        }

        @Test
        void bodyIsTooLarge() {
            assertProblem(
                    send("POST", "/signin", FORM, "username=" + "a".repeat(70_000)),
                    413,
                    "Die Anfrage ist zu groß",
                    "Die Grenze für diese Seite ist 64 KiB. Es wurde nichts geändert.",
                    "invalid_request");
        }

        @Test
        void pageDoesNotExist() {
            browser.form("/signin", Map.entry("username", "admin"), Map.entry("password", "admin-demo"));
            assertProblem(
                    browser.get("/console/nothing-here"),
                    404,
                    "Diese Seite gibt es nicht",
                    "Prüfen Sie die Adresse, oder gehen Sie zurück zu der Seite, von der Sie kommen.",
                    "");
        }

        @Test
        void formIsFromAnotherSite() {
            assertProblem(
                    browser.form("/signin", Map.of("Sec-Fetch-Site", "cross-site")),
                    403,
                    "Dieses Formular kam von einer anderen Website",
                    "Es wurde nichts geändert. Gehen Sie zurück zur Anwendung und beginnen Sie von vorn.",
                    "access_denied");
        }

        @Test
        void requestHasExpired() {
            assertProblem(
                    browser.get("/approval?request=none"),
                    400,
                    "Diese Seite ist abgelaufen",
                    "Die Anfrage ist schon entschieden, abgelaufen oder gehört zu einem anderen Browser. Gehen Sie"
                            + " zurück zur Anwendung und beginnen Sie von vorn.",
                    "");
        }
    }

    @Nested
    class Steps {
        private static final String RETURN = " Zurück zur Anwendung Ihr Browser geht weiter zu http://127.0.0.1:9";

        private String name() {
            return partner.registration().getString("name");
        }

        private static String signInPage(String message) {
            return "Anmelden · Gatehouse Gatehouse Anmelden " + message
                    + " Benutzername Passwort Anmelden Mit Passkey anmelden";
        }

        private String permissionsPage(String alert) {
            return "Zugriff erlauben Gatehouse Zugriff auf Ihre Services erlauben? P " + name()
                    + " bittet um Zugriff in Ihrem Namen Für Bestellungen. Version 1.0 Angemeldet als Jane Doe jane"
                    + alert
                    + " Berechtigungen auswählen Die Anwendung erhält nur die Berechtigungen, die Sie auswählen. "
                    + CUSTOMERS_SCOPE + " See, add and delete customers Zugriff erlauben Ablehnen In beiden Fällen geht"
                    + " Ihr Browser weiter zu http://127.0.0.1:9 Nicht Sie? Mit einem anderen Konto anmelden";
        }

        private String decided(String heading, String rest) {
            return heading + " · Zugriff erlauben Gatehouse " + heading + " P " + name() + " " + rest;
        }

        @Test
        void home() {
            assertPage(
                    browser.get("/"),
                    200,
                    "Gatehouse Gatehouse Diese Adresse ist durch Gatehouse geschützt Anwendungen können die Services"
                            + " hier nur im Rahmen der erteilten Berechtigungen aufrufen. Anmelden");
        }

        @Test
        void signIn() {
            assertPage(permissions(""), 200, signInPage("Weiter zu " + name()));
        }

        @Test
        void wrongPassword() {
            assertPage(
                    browser.form("/signin", Map.entry("username", "jane"), Map.entry("password", "not hers")),
                    401,
                    signInPage("Der Benutzername oder das Passwort ist falsch."));
        }

        @Test
        void noPassword() {
            assertPage(
                    browser.form("/signin", Map.entry("username", "jane")),
                    400,
                    signInPage("Geben Sie Ihren Benutzernamen und Ihr Passwort ein."));
        }

        @Test
        void permissionsPage() {
            assertPage(signedInPermissions("&scope=" + CUSTOMERS_SCOPE), 200, permissionsPage(""));
        }

        @Test
        void nothingSelected() {
            var page = signedInPermissions("&scope=" + CUSTOMERS_SCOPE);
            assertPage(
                    browser.grant(page, List.of()),
                    400,
                    permissionsPage(" Wählen Sie mindestens eine Berechtigung aus, oder lehnen Sie ab."));
        }

        @Test
        void answerInAForm() {
            var page = signedInPermissions("&response_mode=form_post");
            assertPage(
                    browser.grant(page, List.of(CUSTOMERS_SCOPE)),
                    200,
                    "Zurück zur Anwendung · Gatehouse Gatehouse Zurück zur Anwendung Ihr Browser geht weiter zu"
                            + " http://127.0.0.1:9 Weiter");
        }

        @Test
        void accessGranted() {
            var page = signedInPermissions("");
            browser.grant(page, List.of(CUSTOMERS_SCOPE));
            assertPage(
                    browser.get("/approval?request=" + Browser.pendingRequest(page)),
                    200,
                    decided(
                            "Zugriff erlaubt",
                            "Sie haben dieser Anwendung Zugriff erlaubt auf: " + CUSTOMERS_SCOPE + RETURN
                                    + " Widerrufen können Sie diesen Zugriff unter Mein Zugriff"));
        }

        @Test
        void accessDenied() {
            var page = signedInPermissions("");
            browser.deny(page);
            assertPage(
                    browser.get("/approval?request=" + Browser.pendingRequest(page)),
                    200,
                    decided("Zugriff abgelehnt", "Diese Anwendung hat keinen Zugriff erhalten." + RETURN));
        }

        @Test
        void signedOut() {
            browser.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
            assertPage(
                    browser.form("/signout"),
                    200,
                    "Sie sind abgemeldet · Gatehouse Gatehouse Sie sind abgemeldet Anwendungen behalten den Zugriff, den"
                            + " Sie erlaubt haben, bis er abläuft oder widerrufen wird. Wieder anmelden");
        }
    }
}
