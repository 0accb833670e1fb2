// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The security headers and the language of pages. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PageHeadersTest {

    @TestHTTPResource("/")
    URI base;

    private Gate gate;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
    }

    @Test
    void noPageMayBeFramedRunAnInlineScriptOrLoadAnythingFromElsewhere() {
        assertThat(pages()).allSatisfy(page -> {
            assertThat(page.header("x-frame-options")).isEqualTo("DENY");
            assertThat(page.header("content-security-policy"))
                    .isEqualTo("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                            + " frame-ancestors 'none'"
                            + (page.body().contains("<script") ? "; script-src 'self'; connect-src 'self'" : ""));
            assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(page.header("cache-control")).isEqualTo("no-store");
        });
    }

    @Test
    void noPageTellsOtherSitesWhereABrowserComesFrom() {
        assertThat(pages())
                .allSatisfy(page -> assertThat(page.header("referrer-policy")).isEqualTo("same-origin"));
    }

    @ParameterizedTest
    @CsvSource({
        "Accept, ;;",
        "Accept, text/html;q=x",
        "Accept-Charset, ;;",
        "Accept-Encoding, gzip;q=2",
        "Accept-Language, ;;",
        "Accept-Language, de;q=x",
        "Accept-Language, *;q=2",
    })
    void preferenceThatNobodyCanReadIsLeftAside(String field, String value) {
        var page = gate.send("GET", "/signin", null, Map.of(field, value));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<html lang=\"en\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-AT,de;q=0.9,en;q=0.5", " de ; q=1.000 , *;q=0", "en;q=0.1,de"})
    void preferenceThatCanBeReadCounts(String languages) {
        var browsers = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,"
                + "application/signed-exchange;v=b3;q=0.7";
        var page = gate.send(
                "GET",
                "/signin",
                null,
                Map.of("Accept", browsers, "Accept-Encoding", "gzip, deflate, br", "Accept-Language", languages));

        assertThat(page.body()).contains("<html lang=\"de\"");
    }

    private List<Answer> pages() {
        var partner = Partner.register(gate);
        var browser = gate.browser();
        var signIn = browser.follow(browser.authorize(
                List.of(Map.entry("response_type", "code"), Map.entry("client_id", partner.clientId()))));
        var permissions = browser.signIn(signIn, "jane", "jane-demo");
        assertThat(permissions.body()).contains("Grant Access");
        return List.of(
                signIn,
                permissions,
                browser.get("/"),
                browser.get(Gate.AUTHORIZE),
                browser.get("/approval?request=none"),
                browser.form("/signin", Map.entry("username", "")),
                browser.form("/signout"));
    }
}
