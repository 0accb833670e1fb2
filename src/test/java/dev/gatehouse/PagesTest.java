// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.signin.AccountTemplates;
import dev.gatehouse.account.signin.HomePage;
import dev.gatehouse.account.signin.SignInPage;
import dev.gatehouse.authorize.AuthorizeTemplates;
import dev.gatehouse.authorize.Branding;
import dev.gatehouse.authorize.ClientSummary;
import dev.gatehouse.authorize.PermissionsPage;
import dev.gatehouse.authorize.ScopeChoice;
import dev.gatehouse.errors.PlatformTemplates;
import dev.gatehouse.errors.ProblemPage;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The HTML of the front channel pages, for any names in the pages. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PagesTest {

    /** The only script of the sign-in page, a file of Gatehouse. */
    private static final String SCRIPT = "<script type=\"module\" src=\"/assets/passkeys.js\"></script>";

    private static final String HOSTILE = "\"><script>alert('x')</script><h1>Gatehouse</h1>";

    private static String signIn(
            @Nullable String request, String username, @Nullable String problem, @Nullable String clientName) {
        return AccountTemplates.signIn(new SignInPage(request, null, username, problem, clientName))
                .render();
    }

    private static String permissions(String clientName, ScopeChoice... scopes) {
        return AuthorizeTemplates.permissions(new PermissionsPage(
                        "pending-1",
                        new ClientSummary(clientName, "2.1", null),
                        "jane",
                        "Jane Doe",
                        "https://oauth.pstmn.io",
                        List.of(scopes),
                        false,
                        new Branding("Access request", "Allow access?", null, null),
                        false))
                .render();
    }

    @Nested
    class SignIn {

        @Test
        void carriesThePendingRequest() {
            assertThat(signIn("pending-1", "", null, "Postman"))
                    .contains("<input type=\"hidden\" name=\"request\" value=\"pending-1\">");
        }

        @Test
        void withoutPendingRequestHasNoHiddenField() {
            assertThat(signIn(null, "", null, null)).doesNotContain("name=\"request\"");
        }

        @Test
        void announcesTheProblemAndKeepsTheUsername() {
            assertThat(signIn(null, "jane", "Wrong username or password.", null))
                    .containsPattern("role=\"alert\"[^>]*>Wrong username or password\\.<")
                    .contains("name=\"username\" value=\"jane\"");
        }

        @Test
        void withoutProblemIsSilent() {
            assertThat(signIn(null, "", null, null)).doesNotContain("role=\"alert\"");
        }
    }

    @Nested
    class Permissions {

        @Test
        void grantIsTheFirstButton() {
            assertThat(permissions("Postman", new ScopeChoice("demo", null, true)))
                    .containsPattern(Pattern.compile(
                            "^(?:(?!<button).)*<button class=\"button primary\" name=\"decision\" value=\"grant\">",
                            Pattern.DOTALL));
        }

        @Test
        void ticksOnlyWhatIsTicked() {
            assertThat(permissions(
                            "Postman", new ScopeChoice("read", null, true), new ScopeChoice("write", null, false)))
                    .contains("name=\"scope\" value=\"read\" checked>")
                    .contains("name=\"scope\" value=\"write\">");
        }

        @Test
        void namesWhereTheBrowserGoes() {
            assertThat(permissions("Postman")).contains(">https://oauth.pstmn.io</bdi>");
        }

        @Test
        void clientNameIsIsolatedFromThePagesOwnWords() {
            assertThat(permissions("\u202Eevil")).contains("<bdi class=\"name\">\u202Eevil</bdi>");
        }
    }

    @Test
    void noNameBecomesMarkup() {
        Stream.of(
                        signIn(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
                        permissions(HOSTILE, new ScopeChoice(HOSTILE, HOSTILE, false)),
                        AccountTemplates.home(new HomePage(HOSTILE)).render(),
                        PlatformTemplates.problem(new ProblemPage(400, HOSTILE, HOSTILE, HOSTILE))
                                .render())
                .map(html -> html.replace(SCRIPT, ""))
                .forEach(html -> assertThat(html)
                        .contains("&quot;&gt;&lt;script&gt;")
                        .doesNotContain("<script", "<h1>Gatehouse", "&amp;lt;"));
    }

    @Test
    void nothingIsInline() {
        Stream.of(
                        signIn("pending-1", "jane", "Wrong.", "Postman"),
                        permissions("Postman", new ScopeChoice("demo", "A description", true)),
                        AccountTemplates.signedOut().render(),
                        AccountTemplates.home(new HomePage(null)).render(),
                        PlatformTemplates.problem(new ProblemPage(400, "No", "It does not work.", null))
                                .render())
                .map(html -> html.replace(SCRIPT, ""))
                .forEach(html -> assertThat(html).doesNotContainPattern("<style|<script|\\sstyle=|\\son[a-z]+=|data:"));
    }

    @Nested
    class Monogram {

        @Test
        void isTheFirstLetterInUpperCase() {
            assertThat(new ClientSummary("— état", "1", null).initial()).isEqualTo("É");
        }

        @Test
        void ofANameWithoutLettersIsADot() {
            assertThat(new ClientSummary("!?", "1", null).initial()).isEqualTo("·");
        }
    }
}
