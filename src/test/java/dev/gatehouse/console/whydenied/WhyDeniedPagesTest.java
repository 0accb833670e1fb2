// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.whydenied;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The <em>Why denied?</em> page. */
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

    /** The link contains the ID of the token, so the page can tell a revoked token from other tokens of the client. */
    @Test
    void issuedTokenIsAskedAboutByItsId() {
        var gate = new Gate(base);
        var partner = Partner.register(gate);
        var token = partner.accessToken();
        var admin = ConsoleVisitor.administrator(gate);
        var id = idOfItsToken(partner);
        assertThat(gate.form(
                                Gate.REVOKE,
                                Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret())),
                                Map.entry("token", token))
                        .status())
                .isEqualTo(200);
        var link = admin.page("/console/tokens/" + id)
                .select("main a[href^=" + WHY_DENIED + "]")
                .attr("href");
        var question = admin.page(link);
        assertThat(question.select("[name=by][checked]").attr("value")).isEqualTo("tokenId");

        var answer =
                admin.submit(question, WHY_DENIED, Map.of("method", List.of("GET"), "url", List.of(Gate.CUSTOMERS)));

        var page = ConsoleVisitor.page(answer, 200, WHY_DENIED);
        assertThat(page.select(".verdict").text()).contains("401 invalid_token", "revoked");
        assertThat(ConsoleVisitor.value(page, "tokenId")).isEqualTo(id);
    }

    @Test
    void errorOfALinkNamesItsFieldAsTheErrorOfAFormDoes() {
        var admin = ConsoleVisitor.administrator(new Gate(base));
        var unknown = "00000000-0000-4000-8000-000000000001";
        var fields = Map.of("by", "tokenId", "tokenId", unknown, "method", "GET", "url", Gate.CUSTOMERS);
        var ofForm = ConsoleVisitor.page(admin.post(WHY_DENIED, fields), 422, WHY_DENIED)
                .select(".alert a[href=#tokenId]")
                .text();

        var answer = admin.get(WHY_DENIED + "?method=GET&url=" + Gate.encode(Gate.CUSTOMERS) + "&tokenId=" + unknown);

        var ofLink = ConsoleVisitor.page(answer, 422, WHY_DENIED).select(".alert a[href=#tokenId]");
        assertThat(ofLink.text()).isNotEmpty().isEqualTo(ofForm);
    }

    @Test
    void linkThatSaysAllOfItIsAnsweredAtOnce() {
        var gate = new Gate(base);
        var partner =
                Partner.register(gate, new JsonObject().put("scopes", new JsonArray().add(Gate.CALCULATOR_SCOPE)));
        partner.clientCredentials();
        var id = idOfItsToken(partner);

        var page = ConsoleVisitor.auditor(gate)
                .page(WHY_DENIED + "?method=GET&url=" + Gate.encode(Gate.CUSTOMERS) + "&tokenId=" + id);

        assertThat(page.select(".verdict").text()).contains("This call is denied", "403 insufficient_scope");
        assertThat(ConsoleVisitor.value(page, "tokenId")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "no-id, 'Enter the ID of a token, as its page shows it.'",
        AdminApi.ABSENT + ", 'There is no token with this ID. The token may have been deleted.'",
    })
    void idThatIsNoTokensIsToldSo(String id, String why) {
        var answer = ConsoleVisitor.administrator(new Gate(base))
                .post(WHY_DENIED, Map.of("by", "tokenId", "tokenId", id, "method", "GET", "url", Gate.CUSTOMERS));

        assertThat(ConsoleVisitor.error(ConsoleVisitor.page(answer, 422, WHY_DENIED), "tokenId"))
                .isEqualTo(why);
    }

    private static String idOfItsToken(Partner partner) {
        return AdminApi.of(partner.gate())
                .get("/tokens?client=" + partner.clientId())
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
    }
}
