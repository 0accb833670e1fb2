package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that no page can answer. */
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
                .contains("A value holds what cannot be stored");
    }
}
