// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid requests that the console rejects. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PageFaultsTest {
    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "quarkus.log.file.path")
    Path logFile;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/clients?search=%00",
                "/console/tokens?client=%00",
                "/console/services?projectId=%00",
                "/console/scopes/tree?services=%00"
            })
    void valueThatNoDatabaseHoldsIsTheSendersFault(String path) {
        var answer = ConsoleVisitor.administrator(new Gate(base)).get(path);

        assertThat(ConsoleVisitor.page(answer, 400, path).select("main").text())
                .contains("A value contains a character that can't be stored, such as NUL. Remove the character.");
    }

    @ParameterizedTest
    @CsvSource({
        "edit, name=Overwritten",
        "delete, ''",
    })
    void formThatDoesNotSayWhatItHasReadChangesNothing(String action, String field) {
        var api = AdminApi.of(new Gate(base));
        var name = AdminApi.unique();
        var path = "/groups/" + api.createGroup(name);
        var administrator = ConsoleVisitor.administrator(new Gate(base));

        for (var version : List.of("", "version=")) {
            var answer = administrator.post("/console" + path + "/" + action, fields(field, version));

            assertThat(ConsoleVisitor.page(answer, 422, path).select(".alert").text())
                    .isEqualTo("The form was sent without the version that it shows. Open the form again.");
            assertThat(api.get(path).json().getString("name")).isEqualTo(name);
        }
    }

    /** Users type and paste such characters into the address bar, and browsers do not encode all of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/audit?actor=|",
                "/console/clients?search={a}",
                "/console/groups?search=|",
                "/console/scopes?search={0}",
                "/console/services?search=|",
                "/console/services/projects?search={0}",
                "/console/services/upstreams?search=|",
                "/console/settings/issuers?x={0}",
                "/console/tokens?x=|"
            })
    void listsAcceptCharactersThatAQueryShouldEncode(String path) throws Exception {
        var browser = new Gate(base).browser();
        ConsoleVisitor.of(browser, "admin", "admin-demo");

        try (var wire = Wire.to(base)) {
            wire.send("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nCookie: " + cookies(browser)
                    + "\r\n\r\n");

            var answer = wire.read();
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    /** The message of the framework's exception contains the value, which can be a password. */
    @ParameterizedTest
    @ValueSource(strings = {"/signin", "/approval", "/signout", "/my-access/password", "/console/groups/new"})
    void formThatIsNotPercentEncodedIsRejectedAndNotLogged(String path) throws Exception {
        var browser = new Gate(base).browser();
        ConsoleVisitor.of(browser, "admin", "admin-demo");
        var secret = AdminApi.unique();

        for (var malformed : List.of("%zz", "%", "%u1")) {
            var answer = new Gate(base)
                    .send(
                            "POST",
                            path,
                            "password=" + secret + malformed,
                            Map.of(
                                    "Content-Type",
                                    "application/x-www-form-urlencoded",
                                    "Origin",
                                    "http://" + base.getAuthority(),
                                    "Cookie",
                                    cookies(browser)));

            assertThat(ConsoleVisitor.page(answer, 400, path).select("main").text())
                    .contains("The request is malformed.");
        }
        assertThat(Files.readString(logFile)).doesNotContain(secret);
    }

    /** Links that are cut off, or whose percent-encoding is broken, arrive like this. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?x=%zz",
                "/signin?request=%zz",
                "/signin?request=%",
                "/signin?request=%ff",
                "/signin/?request=%zz",
                "/signin?next=%00",
                "/signout?x=%zz",
                "/approval?request=%zz",
                "/approval?request=%ff",
                "/integration/rest/oAuth/authorize?client_id=%zz",
                "/integration/rest/oAuth/authorize?client_id=%ff",
                "/invoke/pub.oauth:authorize?client_id=%zz",
                "/console?x=%zz",
                "/console/%zz",
                "/console/%",
                "/console/clients/%00",
                "/console/clients/%ff",
                "/console/clients/%zz?x=%zz",
                "/console/clients?search=%zz",
                "/console/clients?search=%00",
                "/console/clients?search=%ff",
                "/console/tokens/%00",
                "/signin;x=%00",
                "/my-access?done=%zz",
                "/my-access/%zz",
                "/my-access/applications/%00/tokens"
            })
    void targetThatCannotBeDecodedIsAnsweredByAPage(String target) throws Exception {
        var browser = new Gate(base).browser();
        ConsoleVisitor.of(browser, "admin", "admin-demo");

        for (var language : List.of("en", "de")) {
            try (var wire = Wire.to(base)) {
                wire.send("GET " + target + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAccept: text/html\r\n"
                        + "Accept-Language: " + language + "\r\nCookie: " + cookies(browser) + "\r\n\r\n");

                var answer = wire.read();
                assertThat(answer.status()).as(answer.text()).isIn(200, 303, 400, 404);
                if (answer.status() != 303) {
                    assertThat(answer.value("content-type")).as(answer.text()).isEqualTo("text/html;charset=UTF-8");
                    assertThat(answer.text()).contains("<html lang=\"" + language + "\"");
                }
                if (target.contains("%zz") || target.endsWith("%")) {
                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(main(answer))
                            .contains(
                                    language.equals("de")
                                            ? "Die Anfrage ist fehlerhaft."
                                            : "The request is malformed.");
                } else if (target.matches("[^?]*%.*")) {
                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(main(answer))
                            .contains(
                                    language.equals("de")
                                            ? "Der Pfad enthält eine Kodierung oder ein Zeichen, das Server verschieden lesen."
                                            : "The path contains an encoding or a character that servers read differently.");
                }
            }
        }
    }

    /** No page has such a path. */
    @ParameterizedTest
    @CsvSource({
        "/console/%00, en, This page does not exist",
        "/console/%00, de, Diese Seite gibt es nicht",
        "/console/%ff, en, This page does not exist",
        "/console/%ff, de, Diese Seite gibt es nicht"
    })
    void unknownPathIsAnsweredByAPage(String target, String language, String heading) {
        var answer = new Gate(base).send("GET", target, null, Map.of("Accept-Language", language));

        assertThat(ConsoleVisitor.page(answer, 404, target).select("h1").text()).isEqualTo(heading);
    }

    private static String main(Wire.Message answer) {
        return Jsoup.parse(answer.text()).select("main").text();
    }

    /** An old or edited link. Its page names no parameter, field or constant of the admin API. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/console/clients?after=x|The link does not lead to a page of this list.|Der Link führt zu keiner Seite dieser Liste.",
                "/console/tokens?after=x|The link does not lead to a page of this list.|Der Link führt zu keiner Seite dieser Liste.",
                "/console/audit?after=x|The link does not lead to a page of this list.|Der Link führt zu keiner Seite dieser Liste.",
                "/console/scopes?sort=x|This value is not available here.|Diesen Wert gibt es hier nicht.",
                "/console/services?kind=x|This value is not available here.|Diesen Wert gibt es hier nicht.",
                "/console/audit?outcome=x|This value is not available here.|Diesen Wert gibt es hier nicht.",
                "/console/audit/tail?since=x|The link does not lead to a position in this audit log.|Der Link führt zu keiner Stelle in diesem Audit-Log."
            })
    void wrongLinkIsExplainedWithoutNamesOfTheAdminApi(String path, String english, String german) {
        for (var expected : Map.of("en", english, "de", german).entrySet()) {
            var visitor = ConsoleVisitor.of(new Gate(base).browser(expected.getKey()), "admin", "admin-demo");

            assertThat(ConsoleVisitor.page(visitor.get(path), 400, path)
                            .select("main")
                            .text())
                    .contains(expected.getValue())
                    .doesNotContain("next", "since", "createdAt", "REST_RESOURCE", "DENIED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, The link belongs to another sort order of this list.",
        "de, Der Link gehört zu einer anderen Sortierung dieser Liste."
    })
    void linkOfAnotherSortOrderIsExplained(String language, String sentence) {
        var visitor = ConsoleVisitor.of(new Gate(base).browser(language), "admin", "admin-demo");
        AdminApi.of(new Gate(base)).createGroup(AdminApi.unique());
        AdminApi.of(new Gate(base)).createGroup(AdminApi.unique());
        var next = AdminApi.of(new Gate(base))
                .get("/groups?limit=1&sort=name")
                .json()
                .getString("next");
        var path = "/console/groups?sort=-name&after=" + next;

        assertThat(ConsoleVisitor.page(visitor.get(path), 400, path)
                        .select("main")
                        .text())
                .contains(sentence);
    }

    private static String cookies(Browser browser) {
        return browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static Map<String, String> fields(String... written) {
        return Stream.of(written)
                .filter(field -> !field.isEmpty())
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    }
}
