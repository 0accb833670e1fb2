// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import static dev.gatehouse.testing.AdminApi.ABSENT;
import static dev.gatehouse.testing.AdminApi.V1;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that all calls of the admin API share: each test breaks one rule and compares the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FormOfCallsTest extends AdminApiFixture {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nope      | The body is not well-formed JSON.
            {"name":  | The body is not well-formed JSON.
            {"name":"a","name":"b"} | The body is not well-formed JSON.
            []        | The body does not have the form that this call takes.
            "text"    | The body does not have the form that this call takes.
            7         | The body does not have the form that this call takes.
            {} {}     | The body does not have the form that this call takes.
            """)
    void bodyThatIsNoObjectIsRefused(String body, String detail) {
        for (var path : List.of("/clients", "/scopes", "/projects", "/services", "/accounts")) {
            assertProblem(gate.postJson(V1 + path, body, admin.token()), 400, "Invalid input", detail);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /clients  | {"nme":"x"}                           | nme
            /clients  | {"name":{"a":1}}                      | name
            /clients  | {"name":7}                            | name
            /clients  | {"type":"SECRET"}                     | type
            /clients  | {"type":1}                            | type
            /clients  | {"active":"true"}                     | active
            /clients  | {"active":1}                          | active
            /clients  | {"expirationSeconds":1.5}             | expirationSeconds
            /clients  | {"expirationSeconds":"60"}            | expirationSeconds
            /clients  | {"expirationSeconds":2147483648}      | expirationSeconds
            /clients  | {"scopes":"a"}                        | scopes
            /clients  | {"redirectUris":[{}]}                 | redirectUris[0]
            /clients  | {"clientSecret":"gcs_mine"}           | clientSecret
            /clients  | {"builtIn":true}                      | builtIn
            /scopes   | {"serviceUrls":[{"url":"/x","a":1}]}  | serviceUrls[0].a
            /scopes   | {"builtIn":true}                      | builtIn
            /projects | {"projectId":"flmine"}                | projectId
            /services | {"path":"/integration/x"}             | path
            /services | {"kind":"OTHER"}                      | kind
            /accounts | {"passwordHash":"x"}                  | passwordHash
            /accounts | {"role":"KING"}                       | role
            """)
    void unknownFieldAndWrongTypeAreNamed(String path, String body, String field) {
        assertInvalid(
                gate.postJson(V1 + path, body, admin.token()),
                error(field, "This field does not exist, or its value has the wrong type."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients", "/scopes", "/projects", "/services", "/accounts"})
    void bodyIsRequired(String path) {
        assertInvalid(gate.postJson(V1 + path, "", admin.token()), outsideBody("body", "A value is required."));
        assertInvalid(gate.postJson(V1 + path, "null", admin.token()), outsideBody("body", "A value is required."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void otherMediaTypeIsUnsupported(String type) {
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put("Content-Type", type);

        assertProblem(
                gate.send("POST", V1 + "/clients", "{}", headers),
                415,
                "Unsupported Media Type",
                "The body has a media type that is not allowed here.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/clients/a/b", "/clients/x/secrets", "/../v2/clients", "/scopes/not-a-uuid"})
    void unknownPathIsNotFound(String path) {
        assertProblem(admin.get(path), 404, "Not Found", "There is nothing at this path.");
    }

    @ParameterizedTest
    @CsvSource({
        "/clients/nobody, The client does not exist.",
        "/scopes/" + ABSENT + ", The scope does not exist.",
        "/projects/nowhere, The project does not exist.",
        "/services/" + ABSENT + ", The service does not exist.",
        "/accounts/" + ABSENT + ", The account does not exist."
    })
    void unknownIdIsNotFound(String path, String detail) {
        assertProblem(admin.get(path), 404, "Not found", detail);
        assertProblem(admin.delete(path), 404, "Not found", detail);
    }

    @ParameterizedTest
    @CsvSource({"PATCH, /clients", "PUT, /clients", "DELETE, /scopes", "POST, /accounts/" + ABSENT})
    void otherMethodIsNotAllowed(String method, String path) {
        assertProblem(
                gate.sendJson(method, V1 + path, "{}", admin.token()),
                405,
                "Method Not Allowed",
                "This method is not allowed here.");
    }

    /** Every rejection has a code, also of what no resource gets. */
    @ParameterizedTest
    @CsvSource({
        "GET, /%zz, 400, request.malformed",
        "GET, /clients/%zz, 400, request.malformed",
        "GET, /clients?search=%zz, 400, request.malformed",
        "GET, /clients?search=%, 400, request.malformed",
        "GET, /clients/%00, 400, path.ambiguous",
        "GET, /clients/%ff, 400, path.ambiguous",
        "GET, /scopes/%00, 400, path.ambiguous",
        "GET, /tokens/%ff, 400, path.ambiguous",
        "GET, /%00, 404, path.not-found",
        "GET, /%ff, 404, path.not-found",
        "GET, /nothing, 404, path.not-found",
        "GET, /../v2/nothing, 404, path.not-found",
        "GET, /clients?search=%00, 400, unstorable",
        "PATCH, /clients, 405, method-not-allowed",
        "TRACE, /clients, 501, request.method-unknown",
        "FETCH, /clients, 501, request.method-unknown",
        "get, /clients, 501, request.method-unknown"
    })
    void rejectionHasACode(String method, String target, int status, String code) throws Exception {
        try (var wire = Wire.to(gate.base())) {
            wire.send(method + " " + V1 + target + " HTTP/1.1\r\nHost: "
                    + gate.base().getAuthority() + "\r\nAuthorization: Bearer " + admin.token() + "\r\n\r\n");

            var answer = wire.read();
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.value("content-type")).as(answer.text()).isEqualTo("application/problem+json");
            assertThat(new JsonObject(answer.text()).getString("code"))
                    .as(answer.text())
                    .isEqualTo(code);
        }
    }

    @Test
    void rejectionOfAMediaTypeHasACode() {
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put("Accept", "image/png");

        assertProblem(
                gate.send("GET", V1 + "/clients", null, headers),
                406,
                "Not Acceptable",
                "Gatehouse can return none of the media types that the request accepts.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "many", "1.5", "99999999999"})
    void limitOutOfRangeIsRefused(String limit) {
        for (var path : List.of("/clients", "/scopes", "/projects", "/services", "/accounts")) {
            assertInvalid(
                    admin.get(path + "?limit=" + limit), outsideBody("limit", "The number must be between 1 and 200."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients?search=%00", "/scopes?search=%00", "/services?projectId=%00"})
    void textThatCannotBeComparedIsRefused(String path) {
        assertProblem(
                admin.get(path),
                400,
                "Invalid input",
                "A value contains a character that can't be stored, such as NUL. Remove the character.");
    }

    @Test
    void searchIsATextAndNoPattern() {
        assertThat(admin.get("/clients?search=%25").json()).isEqualTo(new JsonObject().put("items", new JsonArray()));
        assertThat(admin.get("/accounts?search=_____").json())
                .isEqualTo(new JsonObject().put("items", new JsonArray()));
    }
}
