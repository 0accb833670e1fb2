// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;

/** Opens pages of the console as a signed-in user and reads their fields. */
public final class ConsolePages {
    private ConsolePages() {}

    public static Browser administrator(Gate gate) {
        return signedIn(gate, "admin", "admin-demo");
    }

    public static Browser auditor(AdminApi admin) {
        var username = AdminApi.unique();
        admin.createPerson(username, "AUDITOR");
        return signedIn(admin.gate(), username, username + "-demo");
    }

    public static Browser signedIn(Gate gate, String username, String password) {
        var browser = gate.browser();
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        return browser;
    }

    /** Returns the value of an input of a page. */
    public static String value(Answer page, String field) {
        var found = Pattern.compile("<input[^>]* name=\"" + Pattern.quote(field) + "\"[^>]* value=\"([^\"]*)\"")
                .matcher(page.body());
        if (!found.find()) {
            throw new AssertionError("no field " + field + " in " + page);
        }
        return found.group(1).replace("&quot;", "\"").replace("&amp;", "&");
    }

    public static Answer shown(Browser browser, String path) {
        var page = browser.get(path);
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        return page;
    }

    /** Asserts that a form was accepted, follows the redirect and returns the page. */
    public static Answer taken(Browser browser, Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        var page = browser.follow(answer);
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        return page;
    }

    public static void assertRefused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.header("content-type")).startsWith("text/html");
    }
}
