// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid requests that the console rejects. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PageFaultsTest {
    @TestHTTPResource("/")
    URI base;

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

    private static Map<String, String> fields(String... written) {
        return Stream.of(written)
                .filter(field -> !field.isEmpty())
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    }
}
