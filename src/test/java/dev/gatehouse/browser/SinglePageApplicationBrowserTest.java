// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.NodePackages;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A single-page application at another origin (CORS) that uses the library oidc-client-ts. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SinglePageApplicationBrowserTest {
    private static Chromium chromium;
    private static Path library;

    @TestHTTPResource("/")
    URI base;

    private GatewayProject project;
    private Upstream upstream;
    private Partner client;
    private SinglePageApplication application;
    private Person person;

    @BeforeAll
    static void launch() throws Exception {
        chromium = Chromium.launch();
        library =
                NodePackages.of(Path.of("src/test/node")).resolve("oidc-client-ts/dist/browser/oidc-client-ts.min.js");
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void sitDown() {
        project = GatewayProject.create(new Gate(base));
        upstream = Upstream.start();
        upstream.on("/things", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Own: seen\r\n\r\nthing");
        client = project.partner(Map.of(
                "type", "PUBLIC",
                "grantTypes", List.of("authorization_code"),
                "redirectUris", List.of("http://127.0.0.1/callback")));
        application =
                new SinglePageApplication(library, project.admin().gate().issuer(), client.clientId(), project.scope());
        person = new Person(chromium.browser().newContext());
    }

    @AfterEach
    void leave() throws Exception {
        person.close();
        application.close();
        upstream.close();
    }

    private String api(List<String> origins) {
        project.admin()
                .created(
                        "/services",
                        AdminApi.restResource(project.projectId(), "Api", "/**", upstream.address())
                                .put(
                                        "cors",
                                        new JsonObject().put("mode", "ALLOW").put("origins", origins)));
        return project.admin().gate().issuer() + project.url("/Api/things");
    }

    private void signIn() {
        person.open(application.origin());
        person.page.evaluate("() => { manager.signinRedirect(); }");
        person.signIn("jane", "jane-demo");
        person.press("Grant Access");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> call(String method, String url) {
        return (Map<String, Object>) person.page.evaluate("([url, method]) => call(url, method)", List.of(url, method));
    }

    private String accessToken() {
        return (String) person.page.evaluate("async () => (await manager.getUser()).access_token");
    }

    @Test
    void signsInCallsRefreshesAndRevokes() {
        client.change("allowedOrigins", List.of(application.origin()));
        var things = api(List.of(application.origin()));

        signIn();

        assertThat(person.page).hasTitle("Signed in");
        assertThat(call("GET", things))
                .containsEntry("status", 200)
                .containsEntry("body", "thing")
                .containsEntry("own", "seen");
        assertThat(call("DELETE", things)).containsEntry("status", 200);

        var first = accessToken();
        person.page.evaluate("() => manager.signinSilent()");
        assertThat(accessToken()).isNotEqualTo(first);
        assertThat(call("GET", things)).containsEntry("status", 200);

        person.page.evaluate("() => manager.revokeTokens()");
        var denied = call("GET", things);
        assertThat(denied).containsEntry("status", 401);
        assertThat((String) denied.get("challenge")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(person.complaints()).isEmpty();
    }

    @Test
    void getsNoTokenAtAnOriginThatIsNotAllowed() {
        client.change("allowedOrigins", List.of("http://127.0.0.1:1"));

        signIn();

        assertThat(person.page).hasTitle("Failed");
        assertThat(person.page.locator("body")).hasText("Failed to fetch");
        assertThat(person.complaints())
                .anyMatch(said -> said.contains(Gate.TOKEN)
                        && said.contains("blocked by CORS policy")
                        && said.contains("No 'Access-Control-Allow-Origin' header"));
    }

    @Test
    void callsNoServiceThatDoesNotAllowItsOrigin() {
        client.change("allowedOrigins", List.of(application.origin()));
        var things = api(List.of("http://127.0.0.1:1"));

        signIn();

        assertThat(person.page).hasTitle("Signed in");
        assertThat(person.page.evaluate("url => call(url).then(() => 'called', failure => failure.message)", things))
                .isEqualTo("Failed to fetch");
        assertThat(upstream.wasCalled()).isFalse();
    }
}
