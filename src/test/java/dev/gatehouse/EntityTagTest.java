// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static dev.gatehouse.testing.AdminApi.V1;
import static dev.gatehouse.testing.AdminApi.assertNoContent;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.database.LastUses;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two administrators change the same resource (RFC 9110 §13.1). The second change is rejected, so no change is lost.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EntityTagTest {
    private static final String CHANGED = "This was changed or deleted in the meantime. Load it again.";
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @TestHTTPResource("/")
    URI base;

    @Inject
    LastUses lastUses;

    private Gate gate;
    private AdminApi admin;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
    }

    /** A resource that can be replaced, with its creation and the body of a PUT. */
    enum Thing {
        CLIENT {
            @Override
            String make(AdminApi admin) {
                return "/clients/"
                        + admin.created(
                                        "/clients",
                                        body("x").put("name", unique()).put("version", "1"))
                                .getString("clientId");
            }

            @Override
            JsonObject body(String text) {
                return new JsonObject()
                        .put("description", text)
                        .put("type", "CONFIDENTIAL")
                        .put("grantTypes", new JsonArray().add("client_credentials"))
                        .put("refresh", "LIMITED")
                        .put("scopes", new JsonArray())
                        .put("active", true);
            }
        },
        SCOPE {
            @Override
            String make(AdminApi admin) {
                return "/scopes/" + admin.createScope(unique(), "/integration/tagged/" + unique());
            }

            /** Changes only service URLs, which are in another table than the scope. */
            @Override
            JsonObject body(String text) {
                return new JsonObject()
                        .put("groups", new JsonArray())
                        .put(
                                "serviceUrls",
                                new JsonArray().add(new JsonObject().put("url", "/integration/tagged/" + text)));
            }
        },
        ACCOUNT {
            @Override
            String make(AdminApi admin) {
                return "/accounts/" + admin.createPerson(unique());
            }

            @Override
            JsonObject body(String text) {
                return new JsonObject().put("displayName", text).put("active", true);
            }
        },
        GROUP {
            @Override
            String make(AdminApi admin) {
                return "/groups/" + admin.createGroup(unique());
            }

            @Override
            JsonObject body(String text) {
                return new JsonObject().put("name", unique()).put("description", text);
            }
        },
        PROJECT {
            @Override
            String make(AdminApi admin) {
                return "/projects/" + admin.createProject(unique());
            }

            @Override
            JsonObject body(String text) {
                return new JsonObject().put("name", text + unique());
            }
        },
        SERVICE {
            @Override
            String make(AdminApi admin) {
                return "/services/"
                        + admin.created(
                                        "/services",
                                        body("x").put("projectId", "fldemo").put("kind", "FLOW_SERVICE"))
                                .getString("id");
            }

            @Override
            JsonObject body(String text) {
                return new JsonObject()
                        .put("name", unique())
                        .put("description", text)
                        .put("upstreamUrl", "http://127.0.0.1:9/");
            }
        },
        UPSTREAM {
            @Override
            String make(AdminApi admin) {
                return "/upstreams/" + admin.created("/upstreams", body("x")).getString("id");
            }

            @Override
            JsonObject body(String text) {
                return new JsonObject()
                        .put("url", "http://" + unique() + ".example")
                        .put("description", text)
                        .put("authentication", "NONE");
            }
        };

        abstract String make(AdminApi admin);

        abstract JsonObject body(String text);
    }

    @Nested
    class Things {

        @ParameterizedTest
        @EnumSource
        void tagIsTheSameUntilTheThingChanges(Thing thing) {
            var path = thing.make(admin);
            var read = admin.get(path);

            assertThat(tag(read)).matches("\"[A-Za-z0-9_-]{43}\"").isEqualTo(tag(admin.get(path)));
            var replaced = admin.put(path, thing.body("one"));
            assertThat(replaced.status()).as("%s", replaced).isEqualTo(200);
            assertThat(tag(replaced)).isNotEqualTo(tag(read)).isEqualTo(tag(admin.get(path)));
        }

        @ParameterizedTest
        @EnumSource
        void changeOfWhatWasReadIsMadeAndTheNextWithTheSameTagIsRefused(Thing thing) {
            var path = thing.make(admin);
            var read = tag(admin.get(path));

            assertThat(put(path, thing.body("one"), read).status()).isEqualTo(200);
            var first = admin.get(path);
            assertProblem(put(path, thing.body("two"), read), 412, "Precondition Failed", CHANGED);
            assertThat(admin.get(path).body()).isEqualTo(first.body());
        }

        @ParameterizedTest
        @EnumSource
        void whatWasChangedMeanwhileIsNotDeleted(Thing thing) {
            var path = thing.make(admin);
            var read = tag(admin.get(path));
            var changed = tag(admin.put(path, thing.body("one")));

            assertProblem(delete(path, read), 412, "Precondition Failed", CHANGED);
            assertNoContent(delete(path, changed));
            assertThat(admin.get(path).status()).isEqualTo(404);
            assertThat(delete(path, changed).status()).isEqualTo(404);
        }

        @ParameterizedTest
        @EnumSource
        void ofManyWhoChangeTheSameAtOnceExactlyOneWins(Thing thing) {
            for (var round = 0; round < 4; round++) {
                var path = thing.make(admin);
                var read = tag(admin.get(path));

                var answers = Race.of(4, number -> put(path, thing.body("number" + number), read));

                assertThat(answers)
                        .extracting(Answer::status)
                        .containsOnlyOnce(200)
                        .containsOnly(200, 412);
                var won = answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .findFirst()
                        .orElseThrow();
                assertThat(admin.get(path).json()).isEqualTo(won.json());
                assertThat(tag(admin.get(path))).isEqualTo(tag(won));
            }
        }

        @ParameterizedTest
        @EnumSource
        void withoutATagALostRaceIsAConflict(Thing thing) {
            for (var round = 0; round < 4; round++) {
                var path = thing.make(admin);

                var answers = Race.of(4, number -> admin.put(path, thing.body("number" + number)));

                assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409);
                assertThat(answers)
                        .extracting(Answer::json)
                        .contains(admin.get(path).json());
            }
        }

        @ParameterizedTest
        @EnumSource
        void readerWhoHasItIsToldSo(Thing thing) {
            var path = thing.make(admin);
            var read = tag(admin.get(path));

            var again = send("GET", path, null, "If-None-Match", "\"other\", W/" + read);

            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(tag(again)).isEqualTo(read);
            assertThat(send("GET", path, null, "If-None-Match", "\"other\"").body())
                    .isEqualTo(admin.get(path).body());
        }
    }

    @Nested
    class Fields {

        @ParameterizedTest
        @ValueSource(strings = {"*", "%s", "\"a,b\", %s", "%s,\"other\""})
        void ifMatchNamesTheTag(String field) {
            var path = Thing.GROUP.make(admin);

            assertThat(put(path, Thing.GROUP.body("one"), field.formatted(tag(admin.get(path))))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"W/%s", "\"other\"", "\"a,b\", W/%s", "nonsense", ""})
        void ifMatchDoesNotNameTheTag(String field) {
            var path = Thing.GROUP.make(admin);
            var read = admin.get(path);

            assertProblem(
                    put(path, Thing.GROUP.body("one"), field.formatted(tag(read))),
                    412,
                    "Precondition Failed",
                    CHANGED);
            assertThat(admin.get(path).body()).isEqualTo(read.body());
        }

        @Test
        void whatIsNotThereIsNotFound() {
            assertProblem(
                    put("/groups/" + AdminApi.ABSENT, Thing.GROUP.body("one"), "*"),
                    404,
                    "Not found",
                    "The group does not exist.");
        }
    }

    @Nested
    class Parts {

        @Test
        void clientsScopesAreOfItsTag() {
            var path = Thing.CLIENT.make(admin);
            var read = tag(admin.get(path));
            var body = Thing.CLIENT.body("x");
            var scoped = tag(admin.put(path, body.copy().put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE))));

            assertThat(scoped).isNotEqualTo(read);
            assertThat(put(path, body, read).status()).isEqualTo(412);
        }

        @Test
        void createdThingIsAnsweredWithTheTagThatReadersSee() {
            var created = admin.post(
                    "/clients", Thing.CLIENT.body("x").put("name", unique()).put("version", "1"));

            assertThat(created.json().getString("clientSecret")).isNotNull();
            assertThat(tag(created))
                    .isEqualTo(tag(admin.get("/clients/" + created.json().getString("clientId"))));
        }

        @Test
        void lastUseOfAServiceDoesNotChangeItsTag() {
            var service = admin.walk("/services?projectId=fldemo").stream()
                    .filter(row -> row.getString("path").equals(Gate.CUSTOMERS))
                    .findFirst()
                    .orElseThrow();
            var path = "/services/" + service.getString("id");
            var read = tag(admin.get(path));
            var partner = Partner.register(gate);
            gate.get(Gate.CUSTOMERS, partner.accessToken());

            lastUses.flush();

            var used = admin.get(path);
            assertThat(used.json().getString("lastUsedAt")).isNotNull();
            assertThat(tag(used)).isEqualTo(read);
        }

        @Test
        void passwordIsNotShownAndChangesTheTag() {
            var path = Thing.ACCOUNT.make(admin);
            var read = tag(admin.get(path));
            var same = new JsonObject()
                    .put("displayName", admin.get(path).json().getString("displayName"))
                    .put("active", true);

            admin.put(path, same.copy().put("password", "another password"));

            assertThat(put(path, same, read).status()).isEqualTo(412);
        }
    }

    @Nested
    class SettingsOfATenant {

        @Test
        void ofManyWhoChangeThemAtOnceExactlyOneWins() {
            var before = admin.get("/settings");
            try {
                var answers = Race.of(
                        4, number -> put("/settings", before.json().put("approvalTitle", "T" + number), tag(before)));

                assertThat(answers)
                        .extracting(Answer::status)
                        .containsOnlyOnce(200)
                        .containsOnly(200, 412);
                var won = answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .findFirst()
                        .orElseThrow();
                assertThat(admin.get("/settings").json()).isEqualTo(won.json());
                assertThat(tag(admin.get("/settings"))).isEqualTo(tag(won)).isNotEqualTo(tag(before));
            } finally {
                admin.put("/settings", before.json());
            }
        }

        @Test
        void logoIsReplacedByWhoHasSeenIt() {
            assertProblem(putLogo("*"), 412, "Precondition Failed", CHANGED);
            assertNoContent(putLogo(null));
            try {
                var shown = tag(gate.get("/branding/logo", null));

                assertProblem(putLogo("\"other\""), 412, "Precondition Failed", CHANGED);
                assertNoContent(putLogo(shown));
            } finally {
                admin.delete("/settings/logo");
            }
        }

        private Answer putLogo(String ifMatch) {
            var headers = new HashMap<>(Gate.bearer(admin.token()));
            headers.put("Content-Type", "image/png");
            if (ifMatch != null) {
                headers.put("If-Match", ifMatch);
            }
            return gate.sendBytes("PUT", V1 + "/settings/logo", PNG, headers);
        }
    }

    private Answer put(String path, JsonObject body, String ifMatch) {
        return send("PUT", path, body.encode(), "If-Match", ifMatch);
    }

    private Answer delete(String path, String ifMatch) {
        return send("DELETE", path, null, "If-Match", ifMatch);
    }

    private Answer send(String method, String path, String body, String header, String value) {
        var headers = new HashMap<>(Gate.bearer(admin.token()));
        headers.put(header, value);
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return gate.send(method, V1 + path, body, headers);
    }

    private static String tag(Answer answer) {
        return answer.header("etag");
    }
}
