package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** <em>Why denied?</em> as a page. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WhyDeniedPagesTest {
    private static final String WHY_DENIED = "/console/why-denied";

    @TestHTTPResource("/")
    URI base;

    @ParameterizedTest
    @CsvSource({"GET, /integration/rest/any, 200", "GET, '', 422"})
    void tokenThatWasAskedAboutIsInNoAnswer(String method, String url, int status) {
        var token = "gat_asked-about";

        var answer = ConsoleVisitor.administrator(new Gate(base))
                .post(WHY_DENIED, Map.of("by", "token", "token", token, "method", method, "url", url));

        var page = ConsoleVisitor.page(answer, status, WHY_DENIED);
        assertThat(ConsoleVisitor.value(page, "url")).isEqualTo(url);
        assertThat(answer.body()).doesNotContain(token);
    }
}
