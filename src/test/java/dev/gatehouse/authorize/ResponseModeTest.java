// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import static dev.gatehouse.testing.Gate.AUTHORIZE;
import static dev.gatehouse.testing.Gate.CUSTOMERS_SCOPE;
import static dev.gatehouse.testing.Gate.REDIRECT_URI;
import static dev.gatehouse.testing.Gate.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The response modes of the authorization endpoint (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0
 * Form Post Response Mode).
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ResponseModeTest {
    private static final String STATE = "a \"<state>' & ä";
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private Partner partner;
    private Browser browser;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
        partner = Partner.register(
                gate,
                new JsonObject()
                        .put("redirectUris", List.of("http://127.0.0.1/callback", "com.example.app:/cb"))
                        .put("grantTypes", List.of("authorization_code", "implicit")));
        browser = gate.browser();
        browser.form("/signin", Map.entry("username", "jane"), Map.entry("password", "jane-demo"));
    }

    private Answer authorize(String type, String more) {
        return browser.follow(browser.get(AUTHORIZE + "?response_type=" + type + "&client_id=" + partner.clientId()
                + "&redirect_uri=" + encode(REDIRECT_URI) + "&state=" + encode(STATE) + more));
    }

    private Answer granted(String type, String more) {
        return browser.grant(authorize(type, more), List.of(CUSTOMERS_SCOPE));
    }

    /** Returns the fields that the form of a page sends. */
    private static Map<String, String> fields(Answer page) {
        var fields = new LinkedHashMap<String, String>();
        var matcher = FIELD.matcher(page.body());
        while (matcher.find()) {
            fields.put(
                    matcher.group(1),
                    matcher.group(2)
                            .replace("&quot;", "\"")
                            .replace("&#39;", "'")
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&amp;", "&"));
        }
        return fields;
    }

    private static void assertSendsItself(Answer page) {
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.header("location")).isNull();
        assertThat(page.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("cache-control")).isEqualTo("no-store");
        assertThat(page.header("content-security-policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'; script-src 'self'");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
        assertThat(page.header("referrer-policy")).isEqualTo("strict-origin");
        assertThat(page.body())
                .contains(
                        "<form class=\"stack\" method=\"post\" action=\"" + REDIRECT_URI + "\">",
                        "<script defer src=\"/assets/form-post.js\"></script>");
    }

    @ParameterizedTest
    @CsvSource({"code, '', ?", "code, query, ?", "code, fragment, #", "token, '', #", "token, fragment, #"})
    void answerStandsWhereItWasAskedFor(String type, String mode, String separator) {
        var location =
                granted(type, mode.isEmpty() ? "" : "&response_mode=" + mode).header("location");
        assertThat(location)
                .startsWith(REDIRECT_URI + separator + (type.equals("code") ? "code=" : "access_token="))
                .endsWith("&state=" + encode(STATE) + "&iss=" + encode(gate.issuer()));
    }

    @Test
    void codeInAFormCanBeRedeemed() {
        var page = granted("code", "&response_mode=form_post");
        assertSendsItself(page);
        var fields = fields(page);
        assertThat(fields).containsOnlyKeys("code", "state", "iss");
        assertThat(fields).containsEntry("state", STATE).containsEntry("iss", gate.issuer());
        assertThat(partner.redeem(fields.get("code")).status()).isEqualTo(200);
    }

    @Test
    void tokenInAFormCounts() {
        var page = granted("token", "&response_mode=form_post");
        assertSendsItself(page);
        var fields = fields(page);
        assertThat(fields).containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "state", "iss");
        assertThat(fields)
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", "3600")
                .containsEntry("scope", CUSTOMERS_SCOPE)
                .containsEntry("state", STATE);
        assertThat(gate.get(Gate.CUSTOMERS, fields.get("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void formIsTheSameWhenTheDecisionComesAgain() {
        var page = authorize("code", "&response_mode=form_post");
        var first = browser.grant(page, List.of(CUSTOMERS_SCOPE));
        var second = browser.grant(page, List.of(CUSTOMERS_SCOPE));
        assertSendsItself(second);
        assertThat(fields(second)).isEqualTo(fields(first));
    }

    @ParameterizedTest
    @CsvSource({"code, query, ?", "code, fragment, #", "token, fragment, #"})
    void refusalStandsThereToo(String type, String mode, String separator) {
        var page = authorize(type, "&response_mode=" + mode);
        assertThat(browser.deny(page).header("location"))
                .isEqualTo(REDIRECT_URI + separator
                        + "error=access_denied&error_description=The+resource+owner+denied+access.&state="
                        + encode(STATE) + "&iss=" + encode(gate.issuer()));
        assertThat(authorize(type, "&prompt=x&response_mode=" + mode).header("location"))
                .startsWith(REDIRECT_URI + separator + "error=invalid_request&");
    }

    @Test
    void refusalInAForm() {
        var denied = browser.deny(authorize("code", "&response_mode=form_post"));
        assertSendsItself(denied);
        assertThat(fields(denied))
                .containsExactly(
                        Map.entry("error", "access_denied"),
                        Map.entry("error_description", "The resource owner denied access."),
                        Map.entry("state", STATE),
                        Map.entry("iss", gate.issuer()));
        var refused = authorize("code", "&scope=Nope&scope=Nope&response_mode=form_post");
        assertSendsItself(refused);
        assertThat(fields(refused))
                .containsExactly(
                        Map.entry("error", "invalid_request"),
                        Map.entry("error_description", "scope was sent more than once."),
                        Map.entry("state", STATE),
                        Map.entry("iss", gate.issuer()));
        var nobody = gate.browser()
                .get(AUTHORIZE + "?response_type=code&prompt=none&response_mode=form_post&client_id="
                        + partner.clientId() + "&redirect_uri=" + encode(REDIRECT_URI));
        assertSendsItself(nobody);
        assertThat(fields(nobody))
                .containsExactly(
                        Map.entry("error", "login_required"),
                        Map.entry("error_description", "No user is signed in."),
                        Map.entry("iss", gate.issuer()));
    }
}
