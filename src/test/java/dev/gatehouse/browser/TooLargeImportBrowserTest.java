// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser shows immediately that an uploaded document is too large. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TooLargeImportBrowserTest {
    private static final int BYTES = 40 * 1024 * 1024;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path directory;

    @Test
    void pageNamesTheLimit() throws Exception {
        var file = Files.write(directory.resolve("large.yaml"), new byte[BYTES]);
        try (var chromium = Chromium.launch();
                var person = new Person(chromium.browser().newContext())) {
            person.open(base.resolve("/console/services/import").toString());
            person.signIn("admin", "admin-demo");
            person.page.setInputFiles("input[type=file]", file);
            var began = System.nanoTime();

            person.page
                    .locator("form:has(input[type=file]) button[value=preview]")
                    .click();

            assertThat(person.page.getByRole(
                            AriaRole.HEADING, new Page.GetByRoleOptions().setName("The request is too large")))
                    .isVisible();
            assertThat(person.page.getByText("The limit for this page is 32 MiB."))
                    .isVisible();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        }
    }
}
