// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/** A user in front of a browser window who finds elements by their names. */
final class Person implements AutoCloseable {
    private final BrowserContext context;
    private final List<String> console = new ArrayList<>();
    final Page page;

    Person(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> console.add(message.text()));
        page.onPageError(console::add);
    }

    /**
     * Returns the messages of the browser console, except failed loads of pages. Messages that begin with "[DOM]" are
     * left out too, because they are advice about password managers: a form has two secrets and no username.
     */
    List<String> complaints() {
        return console.stream()
                .filter(message -> !message.startsWith("[DOM] "))
                .filter(message ->
                        !message.startsWith("Failed to load resource: the server responded with a status of 4"))
                .toList();
    }

    void open(String url) {
        page.navigate(url);
    }

    void signIn(String username, String password) {
        page.getByLabel("Username").fill(username);
        page.getByLabel("Password").fill(password);
        press("Sign in");
    }

    /** Attaches Chromium's virtual authenticator, which stores passkeys and confirms every request for one. */
    void attachAuthenticator() {
        var authenticator = new JsonObject();
        authenticator.addProperty("protocol", "ctap2");
        authenticator.addProperty("transport", "internal");
        authenticator.addProperty("hasResidentKey", true);
        authenticator.addProperty("hasUserVerification", true);
        authenticator.addProperty("isUserVerified", true);
        var options = new JsonObject();
        options.add("options", authenticator);
        var devtools = context.newCDPSession(page);
        devtools.send("WebAuthn.enable");
        devtools.send("WebAuthn.addVirtualAuthenticator", options);
    }

    void untick(String scope) {
        page.getByLabel(scope).uncheck();
        assertThat(page.getByLabel(scope)).not().isChecked();
    }

    /** Taps a text, whatever element handles the tap. */
    void touch(String text) {
        var place = page.getByText(text);
        place.scrollIntoViewIfNeeded();
        var box = place.boundingBox();
        page.touchscreen().tap(box.x + box.width / 2, box.y + box.height / 2);
    }

    void press(String button) {
        button(button).click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    String heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                .textContent();
    }

    String alert() {
        return page.getByRole(AriaRole.ALERT).textContent();
    }

    /** Presses the Tab key until the element has the focus. Asserts that the focus is visible. */
    void tabTo(Locator wanted) {
        for (var i = 0; i < 15; i++) {
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                if (!(Boolean) wanted.evaluate("element => getComputedStyle(element).outlineStyle !== 'none'")) {
                    throw new AssertionError("the focus is not visible on " + wanted);
                }
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key does not reach " + wanted);
    }

    @Override
    public void close() {
        context.close();
    }
}
