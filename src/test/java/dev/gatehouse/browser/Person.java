// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/** Somebody in front of a browser window, who finds things by what they are called. */
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
     * Everything that the browser complained about, but that a page came with a failing status. What it says under "[DOM]",
     * only to who asks for every detail, is advice about password managers: that a form with two secrets has no username.
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

    void untick(String scope) {
        page.getByLabel(scope).uncheck();
        assertThat(page.getByLabel(scope)).not().isChecked();
    }

    /** Puts a finger on a text, whatever reacts there. */
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

    /** Goes on with the Tab key until what has the focus is called so; the focus must be seen all the way. */
    void tabTo(Locator wanted) {
        for (var i = 0; i < 15; i++) {
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                if (!(Boolean) wanted.evaluate("element => getComputedStyle(element).outlineStyle !== 'none'")) {
                    throw new AssertionError("the focus cannot be seen on " + wanted);
                }
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key does not lead to " + wanted);
    }

    @Override
    public void close() {
        context.close();
    }
}
