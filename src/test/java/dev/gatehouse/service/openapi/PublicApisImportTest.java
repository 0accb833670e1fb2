// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RecordingUpstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Excerpts of the documents of well-known APIs. A client with the scope can call all operations of an excerpt, and a
 * client without the scope can call none.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublicApisImportTest {
    private static final Set<String> METHODS =
            Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

    @TestHTTPResource("/")
    URI base;

    private record Operation(String method, String template) {
        /** Returns the path of a call, with a text for each variable. */
        String call() {
            return template.replaceAll("\\{([^}]+)}", "some-$1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "github.yaml,     application/yaml, GitHub-v3-REST-API, 52",
        "stripe.json,     application/json, Stripe-API,         41",
        "kubernetes.json, application/json, Kubernetes,         47"
    })
    void everyOperationIsAllowedWithTheScopeAndDeniedWithout(String file, String type, String name, int count) {
        var gate = new Gate(base);
        var admin = AdminApi.of(gate);
        var project = admin.createProject(AdminApi.unique());
        var operations = operations(file);
        assertThat(operations).hasSize(count).hasSizeGreaterThanOrEqualTo(30);

        try (var upstream = new RecordingUpstream()) {
            var report = imported(admin, project, file, type, upstream.address() + "/base");
            assertThat(report.getString("name")).isEqualTo(name);
            var api = "/integration/restv2/development/" + project + "/" + name;
            assertThat(report.getString("path")).isEqualTo(api);
            var mayCall = token(admin, AdminApi.unique(), api + "/**");
            var mayNot = token(admin, AdminApi.unique(), api + "Other/**");

            for (var operation : operations) {
                var denied = call(gate, operation, api, mayNot);
                assertThat(denied.status())
                        .as("%s without the scope: %s", operation, denied)
                        .isEqualTo(403);
                assertThat(denied.header("www-authenticate"))
                        .as("%s", operation)
                        .contains("error=\"insufficient_scope\"");
            }
            assertThat(upstream.requests()).isEmpty();

            var expected = new ArrayList<String>();
            for (var operation : operations) {
                var allowed = call(gate, operation, api, mayCall);
                assertThat(allowed.status())
                        .as("%s with the scope: %s", operation, allowed)
                        .isEqualTo(200);
                expected.add(operation.method() + " /base" + operation.call());
            }
            assertThat(upstream.requests()).containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "github.yaml, application/yaml, https://api.github.com, POST /repos/{owner}/{repo}/releases/{release_id}/assets",
        "stripe.json, application/json, https://api.stripe.com, POST /v1/files"
    })
    void operationOfAnotherServerIsLeftOutWhereTheOthersOfItsResourceGoElsewhere(
            String file, String type, String server, String leftOut) {
        var admin = AdminApi.of(new Gate(base));
        var project = admin.createProject(AdminApi.unique());

        var report = imported(admin, project, file, type, "");

        var upstreams = report.getJsonArray("added").stream()
                .map(row -> ((JsonObject) row).getString("upstreamUrl"))
                .toList();
        assertThat(upstreams).contains(server);
        assertThat(report.getJsonArray("notes"))
                .singleElement()
                .satisfies(
                        note -> assertThat(((JsonObject) note).getString("at")).isEqualTo(leftOut));
    }

    private static Answer call(Gate gate, Operation operation, String api, String token) {
        return gate.send(operation.method(), api + operation.call(), null, Gate.bearer(token));
    }

    private static JsonObject imported(AdminApi admin, String project, String file, String type, String upstream) {
        var answer = admin.gate()
                .send(
                        "POST",
                        AdminApi.V1 + "/projects/" + project + "/openapi?upstream=" + Gate.encode(upstream),
                        text(file),
                        Map.of("Content-Type", type, "Authorization", "Bearer " + admin.token()));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    /** Returns an access token of a new client that has only the given scope. */
    private static String token(AdminApi admin, String scope, String url) {
        admin.createScope(scope, url);
        var partner = Partner.register(
                admin.gate(),
                new JsonObject()
                        .put("grantTypes", List.of("client_credentials"))
                        .put("scopes", List.of(scope)));
        return partner.accessToken();
    }

    private static List<Operation> operations(String file) {
        try {
            var operations = new ArrayList<Operation>();
            new YAMLMapper()
                    .readTree(text(file))
                    .get("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .map(Map.Entry<String, JsonNode>::getKey)
                            .filter(METHODS::contains)
                            .forEach(method -> operations.add(new Operation(method.toUpperCase(), path.getKey()))));
            return operations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        try (var in = PublicApisImportTest.class.getResourceAsStream("/openapi/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
