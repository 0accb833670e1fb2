// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import static dev.gatehouse.testing.ConsoleVisitor.error;
import static dev.gatehouse.testing.ConsoleVisitor.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The Settings pages of the console: client defaults, permissions page, signing keys. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SettingsPagesTest {
    private static final String SETTINGS = "/console/settings";
    private static final String APPROVAL = SETTINGS + "/approval";
    private static final String KEYS = SETTINGS + "/keys";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi api;
    private ConsoleVisitor admin;
    private JsonObject before;

    @BeforeEach
    void start() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.administrator(gate);
        before = api.get("/settings").json();
    }

    @AfterEach
    void asBefore() {
        assertThat(api.put("/settings", before).status()).isEqualTo(200);
        AdminApi.assertNoContent(api.delete("/settings/logo"));
    }

    @Nested
    class General {
        @Test
        void savedAsItStandsNothingChanges() {
            admin.done(admin.submit(admin.page(SETTINGS), Map.of()));

            assertThat(settings()).isEqualTo(before);
        }

        @Test
        void everySettingIsSaved() {
            admin.done(admin.submit(
                    admin.page(SETTINGS),
                    Map.ofEntries(
                            Map.entry("requirePkce", List.of("true")),
                            Map.entry("allowImplicit", List.of("false")),
                            Map.entry("allowPassword", List.of("false")),
                            Map.entry("authorizationCodeLifetime", List.of("77")),
                            Map.entry("accessTokenFormat", List.of("OPAQUE")),
                            Map.entry("accessTokenTypeHeader", List.of("JWT")),
                            Map.entry("tokenExpiry", List.of("UNLIMITED")),
                            Map.entry("refresh", List.of("LIMITED")),
                            Map.entry("refreshCount", List.of("7")),
                            Map.entry("refreshGrace", List.of("12")),
                            Map.entry("refreshInactivityDays", List.of("30")),
                            Map.entry("refreshMaximumAgeDays", List.of("365")),
                            Map.entry("rotation", List.of("UNLIMITED")),
                            Map.entry("retention", List.of("LIMITED")),
                            Map.entry("auditRetention", List.of("31")))));

            var expected = before.copy()
                    .put("requirePkce", true)
                    .put("allowImplicit", false)
                    .put("allowPassword", false)
                    .put("authorizationCodeLifetime", 77)
                    .put("accessTokenFormat", "OPAQUE")
                    .put("accessTokenTypeHeader", "JWT")
                    .putNull("accessTokenLifetime")
                    .put("refreshCount", 7)
                    .put("refreshGrace", 12)
                    .put("refreshInactivityDays", 30)
                    .put("refreshMaximumAgeDays", 365)
                    .putNull("signingKeyLifetime")
                    .put("auditRetention", 31);
            expected.remove("warnings");
            var saved = settings();
            saved.remove("warnings");
            assertThat(saved).isEqualTo(expected);
        }

        /** Each warning of the API has its own text on the page in every language. */
        @Test
        void whatTheApiWarnsOfStandsOnThePage() {
            admin.done(admin.submit(
                    admin.page(SETTINGS),
                    Map.of(
                            "requireHttps", List.of("false"),
                            "requirePkce", List.of("false"),
                            "allowImplicit", List.of("true"),
                            "allowPassword", List.of("true"),
                            "tokenExpiry", List.of("UNLIMITED"),
                            "refreshInactivityDays", List.of("0"),
                            "refreshMaximumAgeDays", List.of("0"),
                            "rotation", List.of("UNLIMITED"))));

            var page = admin.page(SETTINGS);

            assertThat(settings().getJsonArray("warnings")).hasSize(7);
            assertThat(page.select(".warning li").eachText())
                    .isEqualTo(settings().getJsonArray("warnings").getList());
            assertThat(page.select("label[for=allowPassword-true] .badge").text())
                    .isEqualTo("risky");
        }

        @Test
        void whatBreaksARuleIsToldBesideItAndKept() {
            var answer = admin.submit(
                    admin.page(SETTINGS),
                    Map.of("authorizationCodeLifetime", List.of("601"), "refreshGrace", List.of("61")));

            var page = ConsoleVisitor.page(answer, 422, SETTINGS);
            assertThat(error(page, "authorizationCodeLifetime")).isEqualTo("The number must be between 1 and 600.");
            assertThat(error(page, "refreshGrace")).isEqualTo("The number must be between 0 and 60.");
            assertThat(value(page, "authorizationCodeLifetime")).isEqualTo("601");
            assertThat(settings()).isEqualTo(before);
        }

        /** In the API, a missing number means unlimited. */
        @Test
        void missingNumberIsAnErrorAndDoesNotMeanUnlimited() {
            var answer = admin.submit(
                    admin.page(SETTINGS),
                    Map.of("tokenExpiry", List.of("LIMITED"), "accessTokenLifetime", List.of("")));

            assertThat(error(ConsoleVisitor.page(answer, 422, SETTINGS), "accessTokenLifetime"))
                    .isEqualTo("A value is required.");
            assertThat(settings()).isEqualTo(before);
        }

        @Test
        void theSecondAdministratorIsToldAndLosesNothing() {
            var mine = admin.page(SETTINGS);
            admin.done(admin.submit(admin.page(SETTINGS), Map.of("refreshGrace", List.of("21"))));

            var refused = ConsoleVisitor.page(
                    admin.submit(mine, Map.of("authorizationCodeLifetime", List.of("31"))), 422, SETTINGS);

            assertThat(refused.select(".alert").text()).contains("Another user changed this entry");
            assertThat(value(refused, "authorizationCodeLifetime")).isEqualTo("31");
            assertThat(refused.getElementById("refreshGrace-meanwhile").text()).isEqualTo("Saved value: 21");
            assertThat(settings().getInteger("authorizationCodeLifetime"))
                    .isEqualTo(before.getInteger("authorizationCodeLifetime"));
        }
    }

    @Nested
    class PermissionsPage {
        @Test
        void textsAreSavedAndNothingElse() {
            admin.done(admin.submit(
                    admin.page(APPROVAL),
                    Map.of("approvalTitle", List.of("Our title"), "approvalFooter", List.of("Call 112"))));

            assertThat(settings())
                    .isEqualTo(before.copy().put("approvalTitle", "Our title").put("approvalFooter", "Call 112"));
        }

        @Test
        void aTextThatIsTooLongIsKept() {
            var answer = admin.submit(admin.page(APPROVAL), Map.of("approvalTitle", List.of("x".repeat(101))));

            var page = ConsoleVisitor.page(answer, 422, APPROVAL);
            assertThat(error(page, "approvalTitle")).isEqualTo("At most 100 characters are allowed.");
            assertThat(value(page, "approvalTitle")).hasSize(101);
        }

        @Test
        void thePreviewShowsWhatIsTypedAndSavesNothing() {
            var answer = admin.submit(
                    admin.page(APPROVAL),
                    APPROVAL + "/preview",
                    Map.of("approvalHeading", List.of("<b>Typed</b>"), "approvalFooter", List.of("Below")));

            var page = ConsoleVisitor.page(answer, 200, APPROVAL);
            assertThat(page.select("h1").text()).isEqualTo("<b>Typed</b>");
            assertThat(page.select("footer").text()).isEqualTo("Below");
            assertThat(page.select("[inert] form")).hasSize(2);
            assertThat(page.select("form:not([inert] form)")).isEmpty();
            assertThat(answer.header("content-security-policy"))
                    .contains("form-action 'none'", "frame-ancestors 'none'", "sandbox");
            assertThat(settings()).isEqualTo(before);
        }

        @Test
        void theRealPageIsNotInert() {
            var page = gate.browser().get("/console/settings/approval/preview");
            assertThat(page.status()).isEqualTo(303);
            assertThat(admin.page(APPROVAL + "/preview").select("h1").text())
                    .isEqualTo("Allow access to your services?");
        }

        @Test
        void aLogoIsSentShownAndRemoved() {
            admin.done(admin.upload(gate, APPROVAL + "/logo", "logo", "image/png", PNG));

            assertThat(admin.page(APPROVAL).select(".logo-shown img").attr("src"))
                    .isEqualTo("/branding/logo");
            assertThat(admin.get("/branding/logo").header("content-type")).isEqualTo("image/png");
            admin.done(admin.post(APPROVAL + "/logo/remove", Map.of()));
            assertThat(admin.page(APPROVAL).select(".logo-shown")).isEmpty();
        }

        @Test
        void whatIsNoPictureIsRefused() {
            var text = admin.upload(gate, APPROVAL + "/logo", "logo", "image/png", "<svg/>".getBytes());
            assertThat(error(ConsoleVisitor.page(text, 422, APPROVAL), "logo"))
                    .isEqualTo("The file must be a PNG, JPEG or WebP picture.");
            var large = admin.upload(gate, APPROVAL + "/logo", "logo", "image/png", new byte[300_000]);
            assertThat(error(ConsoleVisitor.page(large, 422, APPROVAL), "logo"))
                    .isEqualTo("The file must have between 1 and 262144 bytes.");
            var none = admin.upload(gate, APPROVAL + "/logo", "other", "image/png", PNG);
            assertThat(error(ConsoleVisitor.page(none, 422, APPROVAL), "logo"))
                    .isEqualTo("The file must have between 1 and 262144 bytes.");
        }
    }

    @Nested
    class SigningKeys {
        @Test
        void eachIsListedWithWhereInItsLifeItIs() {
            gate.adminToken();
            var active = api.get("/signing-keys").json().getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(key -> key.getString("state").equals("ACTIVE"))
                    .findFirst()
                    .orElseThrow();

            var row = admin.page(KEYS).select("tbody tr:contains(" + active.getString("kid") + ")");

            assertThat(row.text()).contains("Active", active.getString("algorithm"));
        }

        @Test
        void replacedAtOnceAllOthersLeaveTheKeySet() {
            gate.adminToken();
            var old = api.get("/signing-keys").json().getJsonArray("items");
            var page = admin.page(KEYS + "/replace");
            for (var key : old) {
                assertThat(page.select("main li").text()).contains(((JsonObject) key).getString("kid"));
            }

            admin.done(admin.submit(page, Map.of()));

            var left = api.get("/signing-keys").json().getJsonArray("items");
            assertThat(left).hasSize(1).doesNotContainAnyElementsOf(old);
        }

        @Test
        void theNextOneIsMadeOnce() {
            admin.done(admin.submit(admin.page(KEYS + "/replace"), Map.of()));

            assertThat(admin.done(admin.submit(admin.page(KEYS + "/rotate"), Map.of()))
                            .select("tbody .badge")
                            .eachText())
                    .containsExactlyInAnyOrder("Active", "Next");

            var again = ConsoleVisitor.page(admin.submit(admin.page(KEYS + "/rotate"), Map.of()), 422, KEYS);
            assertThat(again.select(".alert").text()).startsWith("The next key, ");
            admin.done(admin.submit(admin.page(KEYS + "/replace"), Map.of()));
        }
    }

    @Nested
    class Auditors {
        @Test
        void seeEverythingAndMayPressNothing() {
            var auditor = ConsoleVisitor.auditor(gate);

            for (var path : List.of(SETTINGS, APPROVAL, KEYS)) {
                assertThat(auditor.page(path).select("main button, main a.button:not([target=_blank])"))
                        .as(path)
                        .isEmpty();
            }
            assertThat(auditor.page(SETTINGS).select("fieldset.all").hasAttr("disabled"))
                    .isTrue();
            assertThat(auditor.page(APPROVAL + "/preview").select("h1")).hasSize(1);
            for (var path :
                    List.of(SETTINGS, APPROVAL, APPROVAL + "/logo/remove", KEYS + "/rotate", KEYS + "/replace")) {
                assertThat(auditor.post(path, Map.of()).status()).as(path).isEqualTo(403);
            }
            assertThat(auditor.upload(gate, APPROVAL + "/logo", "logo", "image/png", PNG)
                            .status())
                    .isEqualTo(403);
            assertThat(settings()).isEqualTo(before);
        }
    }

    private JsonObject settings() {
        return api.get("/settings").json();
    }
}
