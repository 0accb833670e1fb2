// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Frames;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.RecordingUpstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that contain characters that RFC 3986 requires to be encoded, but that browsers send as they are. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RawQueriesTest {
    @TestHTTPResource("/")
    URI base;

    private static RecordingUpstream upstream;
    private static GatewayProject project;
    private static String token;

    private RawHttp http;

    @BeforeEach
    void exposeTheUpstream() {
        http = new RawHttp(base);
        if (upstream == null) {
            upstream = new RecordingUpstream();
            project = GatewayProject.create(new Gate(base));
            project.expose("Echo", upstream.address(), 30_000);
            token = project.token();
        }
    }

    @AfterAll
    static void stopTheUpstream() {
        upstream.close();
        upstream = null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?filter={%22a%22:[1,2]}",
                "?a|b^c`d",
                "?{}{}||^^``",
                "?a=%7B{%7D}&b=%7c|",
                "?x={?y=|",
            })
    void arriveAsTheyWereSent(String query) throws Exception {
        var before = upstream.targets().size();
        assertThat(http.get(project.url("/Echo/x") + query, token).status()).isEqualTo(200);
        assertThat(Frames.statusOf(base, project.url("/Echo/x") + query, token, "x-version", "2"))
                .isEqualTo(200);
        assertThat(upstream.targets().subList(before, upstream.targets().size()))
                .containsExactly("/x" + query, "/x" + query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x?\"", "/x?<", "/x?>", "/x?a\\b", "/x?%7", "/x?%{1", "/x{?a", "/x|y", "/x^", "/x`", "/%zz", "/%u002e",
                "/%-1", "/%"
            })
    void holdNothingElseAndPathsHoldNoneOfThem(String belowService) throws Exception {
        var before = upstream.targets();
        assertThat(http.get(project.url("/Echo") + belowService, token).status())
                .isEqualTo(400);
        assertThat(upstream.targets()).isEqualTo(before);
        assertThat(Files.readString(Path.of("target/test.log"))).doesNotContain("Unhandled exception in router");
    }

    @Test
    void carryAStateThroughTheAuthorizationEndpoint() {
        var answer = http.get(
                Gate.AUTHORIZE + "?response_type=code&client_id=" + Gate.PUBLIC_CLIENT + "&redirect_uri="
                        + Gate.encode(Gate.REDIRECT_URI) + "&state={%22a%22:1}|^`",
                null);

        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        assertThat(answer.header("location"))
                .startsWith(Gate.REDIRECT_URI + "?error=invalid_request&")
                .contains("&state=" + Gate.encode("{\"a\":1}|^`") + "&");
    }

    @Test
    void leadToThePagesOfTheConsole() {
        var answer = http.get("/console/clients?search={a|b}", null);

        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        assertThat(answer.header("location")).contains("/signin?next=%2Fconsole%2Fclients");
    }
}
