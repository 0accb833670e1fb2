// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.database.LastUses;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Token Management in the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenPagesTest {
    private static final String TOKENS = "/console/tokens";
    private static final Pattern SHOWN_TOKEN =
            Pattern.compile("data-copy=\"([^\"]+)\" aria-label=\"Copy Access token\"");

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    @Inject
    LastUses lastUses;

    private Gate gate;
    private AdminApi admin;
    private Partner partner;
    private Browser administrator;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        partner = Partner.register(gate);
        administrator = signedIn("admin", "admin-demo");
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    private Browser signedIn(String username, String password) {
        var browser = gate.browser();
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).isEqualTo(303);
        return browser;
    }

    private Browser auditor() {
        var username = unique();
        admin.createPerson(username, "AUDITOR");
        return signedIn(username, username + "-demo");
    }

    private String title() {
        return partner.registration().getString("name") + " 1.0";
    }

    /** Returns the IDs of the partner's tokens, the newest token first. */
    private List<String> ids() {
        return admin.walk("/tokens?client=" + partner.clientId()).stream()
                .map(row -> row.getString("id"))
                .toList();
    }

    private String list(Browser browser, String query) {
        var answer = browser.get(TOKENS + "?client=" + partner.clientId() + query);
        assertThat(answer.status()).isEqualTo(200);
        return rows(answer);
    }

    /** Returns the text of the rows of a page's table. */
    private static String rows(Answer page) {
        var body = page.body();
        var from = body.indexOf("<tbody>");
        return from < 0 ? "" : text(body.substring(from, body.indexOf("</tbody>")));
    }

    private static String text(String html) {
        return PageText.of(new Answer(200, Map.of(), html));
    }

    private int call(String token) {
        return gate.get(Gate.CUSTOMERS, token).status();
    }

    @Nested
    class Listing {

        @Test
        void rowSaysWhoHoldsWhatAndForHowLong() {
            partner.change("expiration", "NEVER");
            partner.tokens();
            assertThat(list(administrator, ""))
                    .isEqualTo(
                            title()
                                    + " jane – CalculatorScope CustomerRegistrationScope just now Active Never expires Unlimited never");
        }

        @Test
        void whatAClientGotForItselfCannotBeRefreshed() {
            partner.clientCredentials();
            assertThat(list(administrator, ""))
                    .isEqualTo(title() + " The client itself – CalculatorScope CustomerRegistrationScope just now"
                            + " Active in 59 minutes None never");
        }

        @Test
        void refreshesThatAreLeftAreCountedAndWhatIsPastIsExpired() {
            partner = Partner.register(
                    gate, new JsonObject().put("refresh", "LIMITED").put("refreshCount", 3));
            partner.tokens();
            clock.advance(Duration.ofHours(2));
            assertThat(list(signedIn("admin", "admin-demo"), ""))
                    .isEqualTo(title() + " jane – CalculatorScope CustomerRegistrationScope 2 hours ago"
                            + " Expired an hour ago 3 never");
        }

        @Test
        void searchFiltersAndOrderAreTheApis() {
            var name = unique();
            partner.tokens();
            admin.created("/tokens", token(name, Gate.CALCULATOR_SCOPE));
            assertThat(list(administrator, "&search=" + name)).contains(name).doesNotContain("jane");
            assertThat(list(administrator, "&scope=" + Gate.CUSTOMERS_SCOPE))
                    .contains("jane")
                    .doesNotContain(name);
            assertThat(list(administrator, "&sort=expiresAt")).matches(".*jane.*" + name + ".*");
            assertThat(list(administrator, "&sort=-expiresAt")).matches(".*" + name + ".*jane.*");
        }

        @Test
        void clientAndAccountThatItIsNarrowedToAreNamed() {
            partner.tokens();
            var jane = admin.walk("/accounts?search=jane").getFirst().getString("id");
            var page = administrator.get(TOKENS + "?client=" + partner.clientId() + "&account=" + jane);
            assertThat(PageText.of(page))
                    .contains("Only tokens of the client " + title())
                    .contains("Only tokens of the account jane");
        }

        @Test
        void nothingFoundCanBeCleared() {
            var page = administrator.get(TOKENS + "?search=" + unique());
            assertThat(PageText.of(page))
                    .contains("Nothing matches your search.")
                    .contains("Clear");
            assertThat(rows(page)).isEmpty();
        }

        @Test
        void whatPeopleHaveTypedIsText() {
            admin.created("/tokens", token("<img src=x onerror=alert(1)>", Gate.CALCULATOR_SCOPE));
            var page = administrator.get(TOKENS + "?client=" + partner.clientId());
            assertThat(page.body())
                    .contains("&lt;img src=x onerror=alert(1)&gt;")
                    .doesNotContain("<img src=x");
            assertThat(administrator.get(TOKENS + "/" + ids().getFirst()).body())
                    .doesNotContain("<img src=x");
        }
    }

    @Nested
    class Viewing {

        @Test
        void everythingIsThereWithWhatHappenedToIt() {
            partner.tokens();
            var id = ids().getFirst();
            var page = administrator.get(TOKENS + "/" + id);
            assertThat(PageText.of(page))
                    .contains("Authorization code, granted by a user")
                    .contains("Refresh count Unlimited")
                    .contains("Token issued Authorization code: CalculatorScope CustomerRegistrationScope");
            assertThat(page.body())
                    .contains("href=\"/console/clients/" + partner.clientId() + "\"")
                    .contains("href=\"/console/why-denied?tokenId=" + id + "\"")
                    .contains("href=\"/console/audit?search=" + id + "\"")
                    .contains("href=\"/console/tokens/delete?id=" + id + "\"");
        }

        @Test
        void whatIsNotThereIsNotFound() {
            assertThat(administrator.get(TOKENS + "/" + AdminApi.ABSENT).status())
                    .isEqualTo(404);
        }
    }

    @Nested
    class Adding {

        @Test
        void clientIsFoundByItsName() {
            var page = administrator.get(
                    TOKENS + "/new?search=" + Gate.encode(partner.registration().getString("name")));
            assertThat(rows(page))
                    .isEqualTo(title() + " CalculatorScope , CustomerRegistrationScope Choose " + title());
            assertThat(page.body()).contains("href=\"/console/tokens/new?client=" + partner.clientId() + "\"");
        }

        @Test
        void tokenIsShownOnceAndWorks() {
            var added = administrator.form(
                    TOKENS + "/new",
                    Map.entry("client", partner.clientId()),
                    Map.entry("name", "Nightly job"),
                    Map.entry("expiresInDays", "7"),
                    Map.entry("scopes", Gate.CUSTOMERS_SCOPE));
            assertThat(added.status()).isEqualTo(200);
            assertThat(added.header("cache-control")).isEqualTo("no-store");
            var token = shown(added);
            assertThat(PageText.of(added))
                    .contains("curl -sS --fail-with-body '" + gate.issuer() + Gate.CUSTOMERS
                            + "' --config <(printf 'header = \"Authorization: Bearer %s\"\\n' '" + token + "')");
            assertThat(call(token)).isNotIn(401, 403);
            assertThat(list(administrator, ""))
                    .isEqualTo(title() + " The client itself Nightly job CustomerRegistrationScope just now"
                            + " Active in 6 days None never");
            assertThat(administrator.get(TOKENS + "/" + ids().getFirst()).body())
                    .doesNotContain(token);
        }

        @Test
        void thirtyDaysUnlessSaidOtherwise() {
            assertThat(administrator
                            .get(TOKENS + "/new?client=" + partner.clientId())
                            .body())
                    .contains("name=\"expiresInDays\" type=\"number\" value=\"30\"");
        }

        @Test
        void refusedFormKeepsWhatWasTyped() {
            var refused = administrator.form(
                    TOKENS + "/new",
                    Map.entry("client", partner.clientId()),
                    Map.entry("name", "Nightly job"),
                    Map.entry("expiresInDays", "0"),
                    Map.entry("scopes", Gate.CALCULATOR_SCOPE));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(PageText.of(refused)).contains("Expires in days : The number must be between 1 and 24855.");
            assertThat(refused.body())
                    .contains("value=\"Nightly job\"")
                    .contains("name=\"expiresInDays\" type=\"number\" value=\"0\"")
                    .contains("value=\"CalculatorScope\" checked");
            assertThat(ids()).isEmpty();
        }

        @Test
        void daysThatAreNoNumberAreRefused() {
            var refused = administrator.form(
                    TOKENS + "/new",
                    Map.entry("client", partner.clientId()),
                    Map.entry("name", "Nightly job"),
                    Map.entry("expiresInDays", "soon"),
                    Map.entry("scopes", Gate.CALCULATOR_SCOPE));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(PageText.of(refused)).contains("Expires in days : Enter a whole number.");
            assertThat(refused.body()).contains("value=\"soon\"");
        }

        @Test
        void whatTheClientCannotHaveCannotBeTicked() {
            var scope = unique();
            admin.createScope(scope, "/integration/" + scope, admin.createGroup(unique()));
            partner.change("scopes", List.of(Gate.CALCULATOR_SCOPE, scope));
            var page = administrator.get(TOKENS + "/new?client=" + partner.clientId());
            assertThat(page.body())
                    .contains("id=\"scopes-" + scope + "\" disabled")
                    .contains("value=\"CalculatorScope\"")
                    .doesNotContain("value=\"" + scope + "\"");
            assertThat(PageText.of(page))
                    .contains(scope + " The scope is limited to groups that the client is not in.");
        }

        @Test
        void tokenThatCoversNothingHasNothingToCall() {
            var scope = unique();
            admin.createScope(scope, "/integration/" + scope);
            partner.change("scopes", List.of(scope));
            var added = administrator.form(
                    TOKENS + "/new",
                    Map.entry("client", partner.clientId()),
                    Map.entry("name", "Of no use"),
                    Map.entry("expiresInDays", "1"),
                    Map.entry("scopes", scope));
            assertThat(PageText.of(added)).contains("The scopes of this token cover no exposed service yet.");
        }

        private static String shown(Answer added) {
            var matcher = SHOWN_TOKEN.matcher(added.body());
            assertThat(matcher.find()).as("%s", added).isTrue();
            return matcher.group(1);
        }
    }

    @Nested
    class Deleting {

        @Test
        void confirmationSaysHowManyAndWhichWereUsedLately() {
            var used = partner.tokens().getString("access_token");
            partner.clientCredentials();
            call(used);
            clock.advance(Duration.ofMinutes(2));
            lastUses.flush();
            var page = administrator.get(TOKENS + "/delete?" + query(ids()));
            assertThat(PageText.of(page))
                    .contains("2 tokens will be deleted. One token was used within the last week.");
            assertThat(rows(page))
                    .matches(Pattern.quote(title() + " The client itself – never " + title() + " jane – ")
                            + "(just now|a minute ago|2 minutes ago)");
        }

        @Test
        void bothTokensOfEachPairGo() {
            var first = partner.tokens();
            var second = partner.tokens();
            var kept = partner.tokens();
            var ids = ids();
            var done = administrator.form(TOKENS + "/delete", Map.entry("id", ids.get(1)), Map.entry("id", ids.get(2)));
            assertThat(done.status()).isEqualTo(303);
            assertThat(done.location().toString()).endsWith(TOKENS + "?done=tokens-deleted");
            assertThat(PageText.of(administrator.follow(done)))
                    .contains("Deleted. The tokens are denied within a second.");
            for (var gone : List.of(first, second)) {
                assertThat(call(gone.getString("access_token"))).isEqualTo(401);
                assertThat(partner.refresh(gone.getString("refresh_token"))
                                .json()
                                .getString("error"))
                        .isEqualTo("invalid_grant");
            }
            assertThat(call(kept.getString("access_token"))).isNotIn(401, 403);
            assertThat(list(administrator, "")).containsSubsequence("Active", "Revoked", "Revoked");
        }

        @Test
        void nothingSelectedDeletesNothing() {
            assertThat(PageText.of(administrator.get(TOKENS + "/delete"))).contains("No token is selected");
            var refused = administrator.form(TOKENS + "/delete");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(PageText.of(refused)).contains("At least one entry is required.");
        }

        @Test
        void whatIsGoneMeanwhileStopsNothing() {
            var token = partner.tokens().getString("access_token");
            var done = administrator.form(
                    TOKENS + "/delete",
                    Map.entry("id", ids().getFirst()),
                    Map.entry("id", AdminApi.ABSENT),
                    Map.entry("id", "no id"));
            assertThat(done.status()).isEqualTo(303);
            assertThat(call(token)).isEqualTo(401);
        }

        @Test
        void whatNeverWasIsNotSaidToBeDeleted() {
            var done = administrator.form(TOKENS + "/delete", Map.entry("id", AdminApi.ABSENT));
            assertThat(done.location().toString()).endsWith(TOKENS + "?done=tokens-gone");
            assertThat(PageText.of(administrator.follow(done)))
                    .contains("The tokens no longer exist. Nothing was deleted.");
        }

        @Test
        void expiredOnesAreRemoved() {
            partner.clientCredentials();
            clock.advance(Duration.ofHours(2));
            var browser = signedIn("admin", "admin-demo");
            var done = browser.form(TOKENS + "/remove-expired");
            assertThat(done.location().toString()).endsWith(TOKENS + "?done=expired-removed");
            assertThat(list(browser, "")).isEmpty();
        }

        private static String query(List<String> ids) {
            return Gate.encode(ids.stream().map(id -> Map.entry("id", id)).toList());
        }
    }

    @Nested
    class Auditors {

        @Test
        void seeTheListAndNothingToChangeIt() {
            partner.tokens();
            var page = auditor().get(TOKENS + "?client=" + partner.clientId());
            assertThat(rows(page)).startsWith(title() + " jane");
            assertThat(page.body())
                    .doesNotContain("type=\"checkbox\"")
                    .doesNotContain("Add New Token")
                    .doesNotContain("Remove expired");
        }

        @Test
        void cannotDelete() {
            var token = partner.tokens().getString("access_token");
            var refused = auditor().form(TOKENS + "/delete", Map.entry("id", ids().getFirst()));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(call(token)).isNotIn(401, 403);
        }
    }

    private JsonObject token(String name, String scope) {
        return new JsonObject()
                .put("client", partner.clientId())
                .put("name", name)
                .put("scopes", List.of(scope));
    }
}
