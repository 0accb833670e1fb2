// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.GatehouseConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoUpstreamTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PRIORITY = 200;

    @TempDir
    Path dataDir;

    private DemoUpstream upstream;

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    @BeforeEach
    void start() {
        upstream = upstream();
        upstream.start();
    }

    @AfterEach
    void stop() {
        upstream.stop();
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(upstream.address().getHost()).isEqualTo("127.0.0.1");
        assertThat(upstream.address().getPort()).isPositive();
    }

    @Test
    void addressOfAStoppedUpstreamIsAnError() {
        upstream.stop();

        assertThatThrownBy(upstream::address).isInstanceOf(IllegalStateException.class);
    }

    @Nested
    class Customers {

        @Test
        void startWithThree() throws Exception {
            var answer = send("GET", "/customers", "");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new JsonObject(answer.body()).getJsonArray("customers")).hasSize(3);
        }

        @Test
        void createdCustomerIsFoundAtItsLocation() throws Exception {
            var created = send("POST", "/customers", "{\"name\":\"Edsger\",\"email\":\"ed@customers.example\"}");
            String location = created.uri()
                    .resolve(created.headers().firstValue("Location").orElseThrow())
                    .getPath();

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(new JsonObject(send("GET", location, "").body()))
                    .isEqualTo(new JsonObject(created.body()))
                    .isEqualTo(
                            new JsonObject().put("id", 4).put("name", "Edsger").put("email", "ed@customers.example"));
        }

        @Test
        void deletedCustomerIsGone() throws Exception {
            assertThat(send("DELETE", "/customers/2", "").statusCode()).isEqualTo(204);
            assertThat(send("GET", "/customers/2", "").statusCode()).isEqualTo(404);
            assertThat(send("DELETE", "/customers/2", "").statusCode()).isEqualTo(404);
        }

        @Test
        void surviveARestartAndNeverReuseAnId() throws Exception {
            send("POST", "/customers", "{\"name\":\"Edsger\",\"email\":\"ed@customers.example\"}");
            send("DELETE", "/customers/4", "");
            upstream.stop();
            upstream = upstream();
            upstream.start();

            var created = send("POST", "/customers", "{\"name\":\"Barbara\",\"email\":\"b@customers.example\"}");

            assertThat(new JsonObject(created.body()).getLong("id")).isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "not json",
                    "[]",
                    "{}",
                    "{\"name\":\"Edsger\"}",
                    "{\"name\":\" \",\"email\":\"a@b\"}",
                    "{\"name\":1,\"email\":\"a@b\"}",
                    "{\"name\":\"Edsger\",\"email\":\"nowhere\"}"
                })
        void badCustomerIsRefusedWithAProblem(String body) throws Exception {
            assertProblem(send("POST", "/customers", body), 400);
        }

        @Test
        void headAnswersWithoutABody() throws Exception {
            var answer = send("HEAD", "/customers", "");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Nested
    class Calculator {

        @ParameterizedTest
        @CsvSource({
            "2, 3, add, 5",
            "2, 3, subtract, -1",
            "2, 3, multiply, 6",
            "3, 2, divide, 1.5",
            "0.1, 0.2, add, 0.3",
            "9007199254740993, 1, multiply, 9007199254740993"
        })
        void answers(String a, String b, String operation, String result) throws Exception {
            var answer = calculate("{\"a\":%s,\"b\":%s,\"operation\":\"%s\"}".formatted(a, b, operation));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"result\":" + result + "}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":1,\"b\":0,\"operation\":\"divide\"}",
                    "{\"a\":1,\"b\":2,\"operation\":\"power\"}",
                    "{\"a\":1,\"b\":2}",
                    "{\"a\":\"1\",\"b\":2,\"operation\":\"add\"}",
                    "{\"a\":1e308,\"b\":1e308,\"operation\":\"multiply\"}",
                    "{\"b\":2,\"operation\":\"add\"}"
                })
        void badQuestionIsRefusedWithAProblem(String body) throws Exception {
            assertProblem(calculate(body), 400);
        }

        private HttpResponse<String> calculate(String body) throws Exception {
            return send("POST", "/calculator", body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/customers/", "/customers/0", "/customers/x", "/customers/1/orders"})
    void unknownPathIsNotFound(String path) throws Exception {
        assertProblem(send("GET", path, ""), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /customers, 'GET, HEAD, POST'",
        "POST, /customers/1, 'GET, HEAD, DELETE'",
        "GET, /calculator, POST"
    })
    void wrongMethodNamesTheRightOnes(String method, String path, String allowed) throws Exception {
        var answer = send(method, path, "");

        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    }

    @Test
    void hugeBodyIsRefused() throws Exception {
        assertProblem(send("POST", "/customers", "x".repeat(100_000)), 413);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(status);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(upstream.address().resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private DemoUpstream upstream() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                .withMapping(GatehouseConfig.class)
                .withDefaultValue("gatehouse.data-dir", dataDir.toString())
                .build();
        return new DemoUpstream(config.getConfigMapping(GatehouseConfig.class));
    }
}
