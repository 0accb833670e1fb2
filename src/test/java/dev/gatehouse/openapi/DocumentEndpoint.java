// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of an OpenAPI document, {@code /openapi} below the path of its API. */
abstract class DocumentEndpoint {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String YAML = "application/yaml;charset=UTF-8";

    abstract Gate gate();

    /** Returns the path of the API. */
    abstract String path();

    abstract AdminApiDocument document();

    @Test
    void yamlIsTheCommittedDocument() throws Exception {
        assertThat(get(".yaml", "*/*").body())
                .isEqualTo(Files.readString(document().file()));
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        assertThat(new ObjectMapper().readTree(get(".json", "*/*").body()))
                .isEqualTo(document().root());
    }

    @ParameterizedTest
    @CsvSource({
        "'', */*, " + JSON,
        "'', application/json, " + JSON,
        "'', application/yaml, " + YAML,
        "'', 'application/yaml, application/json;q=0.5', " + YAML,
        ".json, application/yaml, " + JSON,
        ".yaml, application/json, " + YAML
    })
    void formIsTheOneThatIsLiked(String extension, String accept, String type) {
        var answer = get(extension, accept);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.header("vary")).isEqualTo(extension.isEmpty() ? "Accept" : null);
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    }

    @Test
    void otherFormsAreNotAcceptable() {
        AdminApi.assertProblem(
                get("", "text/html"),
                406,
                "Not Acceptable",
                "Gatehouse can return none of the media types that the request accepts.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".json", ".yaml"})
    void whatIsKnownIsNotSentAgain(String extension) {
        var tag = get(extension, "*/*").header("etag");

        var again = gate().send(
                        "GET", path() + "/openapi" + extension, null, Map.of("Accept", "*/*", "If-None-Match", tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("etag")).isEqualTo(tag);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void formsHaveTagsOfTheirOwn() {
        assertThat(get(".json", "*/*").header("etag"))
                .isNotEqualTo(get(".yaml", "*/*").header("etag"));
    }

    private Answer get(String extension, String accept) {
        return gate().send("GET", path() + "/openapi" + extension, null, Map.of("Accept", accept));
    }
}
