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
