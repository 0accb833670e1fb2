// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.console.ConsolePage.ChangesNothing;
import dev.gatehouse.console.ConsolePage.ForEveryone;
import dev.gatehouse.http.Paths;
import dev.gatehouse.operator.OperatorOnly;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The permissions of each role for every page of the console and every call of the admin API. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RolesTest {
    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    @TestHTTPResource("/")
    URI base;

    Gate gate;
    AdminApi admin;

    @BeforeEach
    void connect() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
    }

    /** A page, form or API call with sample IDs in its path. */
    record Route(String method, String path, boolean everyone, boolean readsOnly) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** The pages of every tenant. {@code TenantPagesIT} tests those of the operator. */
    static Stream<Route> pages() {
        return routes("dev.gatehouse.console", ConsolePage.class, type -> !type.isAnnotatedWith(OperatorOnly.class));
    }

    static Stream<Route> operatorsPages() {
        return routes("dev.gatehouse.console", ConsolePage.class, type -> type.isAnnotatedWith(OperatorOnly.class));
    }

    static Stream<Route> forms() {
        return pages().filter(route -> route.method().equals("POST"));
    }

    static Stream<Route> calls() {
        return routes("dev.gatehouse", ScopeProtected.class, type -> true)
                .filter(route -> route.path().startsWith(Paths.ADMIN_API));
    }

    private static Stream<Route> routes(String room, Class<? extends Annotation> mark, Predicate<JavaClass> condition) {
        return classes(room).stream()
                .filter(type -> type.isAnnotatedWith(mark) && type.isAnnotatedWith(Path.class))
                .filter(condition)
                .flatMap(type -> type.getMethods().stream().flatMap(method -> route(type, method)))
                .sorted((one, other) -> one.toString().compareTo(other.toString()));
    }

    private static JavaClasses classes(String room) {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .importPath(java.nio.file.Path.of("target", "classes").resolve(room.replace('.', '/')));
    }

    private static Stream<Route> route(JavaClass type, JavaMethod method) {
        return Stream.of(GET.class, POST.class, PUT.class, DELETE.class)
                .filter(verb -> method.isAnnotatedWith(verb))
                .map(verb -> new Route(
                        verb.getSimpleName(),
                        path(type, method),
                        type.isAnnotatedWith(ForEveryone.class) || method.isAnnotatedWith(ForEveryone.class),
                        verb == GET.class
                                || method.isAnnotatedWith(ChangesNothing.class)
                                || path(type, method).equals(Paths.WHY_DENIED)
                                || path(type, method).endsWith("/impact")));
    }

    private static String path(JavaClass type, JavaMethod method) {
        var own = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        return (type.getAnnotationOfType(Path.class).value() + own)
                .replaceAll("\\{[a-zA-Z]+(: *[^}]*)?}", NOBODY)
                .replaceAll("/+", "/");
    }

    private Browser signedIn(String username, String password) {
        var browser = gate.browser();
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).isEqualTo(303);
        return browser;
    }

    private Browser auditor() {
        var username = AdminApi.unique();
        admin.createPerson(username, "AUDITOR");
        return signedIn(username, username + "-demo");
    }

    private static Answer ask(Browser browser, Route route) {
        return route.method().equals("GET") ? browser.get(route.path()) : browser.form(route.path());
    }

    @Test
    void thereAreRoutesOfEachKind() {
        assertThat(pages()).hasSizeGreaterThan(10);
        assertThat(forms()).isNotEmpty();
        assertThat(calls()).hasSizeGreaterThan(40);
        assertThat(pages().map(Route::path)).allMatch(Paths::isForPeople);
    }

    @Nested
    class Pages {

        @ParameterizedTest
        @MethodSource("dev.gatehouse.console.RolesTest#pages")
        void whoIsNotSignedInIsSentToSignInAndBack(Route route) {
            var answer = ask(gate.browser(), route);
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.location().getPath()).isEqualTo("/signin");
            assertThat(answer.redirectParameters())
                    .isEqualTo(Map.of("next", route.method().equals("GET") ? route.path() : "/console"));
        }

        /** The path of a form may not be a page, so the sign-in leads back to the page that contains the form. */
        @Test
        void whoseSessionEndedBesideAFormIsSentBackToItsPage() {
            var form = "/console/accounts?search=a%20b";
            var answer = gate.form(
                    "/console/accounts/" + AdminApi.ABSENT + "/lockout",
                    Map.of("Referer", base.resolve(form).toString()));

            assertThat(answer.location().getPath()).isEqualTo("/signin");
            assertThat(answer.redirectParameters()).isEqualTo(Map.of("next", form));
        }

        @Test
        void whoHasNoRoleComesInWhereItIsAboutThemselves() {
            var jane = signedIn("jane", "jane-demo");
            assertThat(pages().filter(route -> !route.everyone()))
                    .allSatisfy(route -> assertThat(ask(jane, route).status())
                            .as(route.toString())
                            .isEqualTo(403));
            assertThat(pages().filter(
                                    route -> route.everyone() && route.method().equals("GET")))
                    .allSatisfy(route -> assertThat(ask(jane, route).status())
                            .as(route.toString())
                            .isIn(200, 404));
        }

        @Test
        void auditorReadsEverythingAndChangesNothing() {
            var auditor = auditor();
            assertThat(pages().filter(route -> !route.everyone() && !route.readsOnly()))
                    .allSatisfy(route -> assertThat(ask(auditor, route).status())
                            .as(route.toString())
                            .isEqualTo(403));
            assertThat(pages().filter(Route::readsOnly))
                    .allSatisfy(route -> assertThat(ask(auditor, route).status())
                            .as(route.toString())
                            .isIn(200, 303, 400, 404, 422));
        }

        @Test
        void administratorSeesEverything() {
            var administrator = signedIn("admin", "admin-demo");
            assertThat(pages().filter(route -> route.method().equals("GET")))
                    .allSatisfy(route -> assertThat(ask(administrator, route).status())
                            .as(route.toString())
                            .isIn(200, 303, 400, 404));
        }

        @Test
        void administratorFindsNoPageOfTheOperator() {
            var administrator = signedIn("admin", "admin-demo");
            assertThat(operatorsPages())
                    .isNotEmpty()
                    .allSatisfy(route -> assertThat(ask(administrator, route).status())
                            .as(route.toString())
                            .isEqualTo(404));
        }

        @Test
        void noFormIsTakenFromAnotherSite() {
            var administrator = signedIn("admin", "admin-demo");
            assertThat(forms()).allSatisfy(route -> {
                var answer = administrator.form(route.path(), Map.of("Sec-Fetch-Site", "cross-site"));
                assertThat(answer.status()).as(route.toString()).isEqualTo(403);
                assertThat(answer.body()).contains("This form came from another site");
            });
        }

        @Test
        void whoIsTurnedAwayIsInTheAuditLog() {
            var mark = AdminApi.unique();
            signedIn("jane", "jane-demo").get("/console/scopes/" + mark);
            await().until(() -> AuditTrail.of("console.denied").stream()
                    .anyMatch(event -> event.contains("GET /console/scopes/" + mark)));
        }

        @Test
        void everyPageForbidsScriptAndStyleInItself() {
            var administrator = signedIn("admin", "admin-demo");
            assertThat(pages().filter(route -> route.method().equals("GET"))
                            .map(route -> Map.entry(route, ask(administrator, route)))
                            .filter(entry -> Optional.ofNullable(
                                            entry.getValue().header("content-type"))
                                    .orElse("")
                                    .startsWith("text/html"))
                            .filter(entry -> entry.getValue().status() == 200))
                    .extracting(Entry::getValue)
                    .allSatisfy(answer -> {
                        assertThat(answer.header("content-security-policy"))
                                .startsWith("default-src 'none'")
                                .doesNotContain("unsafe");
                        assertThat(answer.header("cache-control")).isEqualTo("no-store");
                        assertThat(answer.body())
                                .doesNotContain(" style=")
                                .doesNotContainPattern("<script(?! src=)")
                                .doesNotContainPattern("\\son[a-z]+=\"");
                    });
        }
    }

    @Nested
    class Calls {

        @Test
        void auditorReadsEverythingAndChangesNothing() {
            var username = AdminApi.unique();
            admin.createPerson(username, "AUDITOR");
            var token = gate.adminToken(username, username + "-demo", "gatehouse.audit");
            assertThat(calls()).allSatisfy(route -> {
                var answer = gate.send(
                        route.method(), route.path(), route.method().equals("GET") ? null : "", Gate.bearer(token));
                if (route.readsOnly()) {
                    assertThat(answer.status()).as(route.toString()).isNotIn(401, 403, 500);
                } else {
                    assertThat(answer.status()).as(route.toString()).isEqualTo(403);
                }
            });
        }

        @Test
        void whoHasNoTokenGetsNothing() {
            assertThat(calls())
                    .allSatisfy(route -> assertThat(gate.send(
                                            route.method(),
                                            route.path(),
                                            route.method().equals("GET") ? null : "",
                                            Map.of())
                                    .status())
                            .as(route.toString())
                            .isEqualTo(401));
        }
    }

    /** Ensures that the lists of routes above contain every resource of the console. */
    @Test
    void everyResourceOfTheConsoleIsMarked() {
        assertThat(classes("dev.gatehouse.console").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .filter(type -> Stream.of("FrontChannel", "OwnForms", "ConsolePage")
                                .anyMatch(mark -> type.getAnnotations().stream()
                                        .map(JavaAnnotation::getRawType)
                                        .noneMatch(
                                                found -> found.getSimpleName().equals(mark))))
                        .map(JavaClass::getSimpleName))
                .isEmpty();
    }
}
