// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/** A signed-in user of the console who opens pages, changes form fields and submits forms. */
public final class ConsoleVisitor {
    private final Browser browser;

    private ConsoleVisitor(Browser browser) {
        this.browser = browser;
    }

    public static ConsoleVisitor of(Gate gate, String username, String password) {
        return of(gate.browser(), username, password);
    }

    /** Signs in a user in the given browser. */
    public static ConsoleVisitor of(Browser browser, String username, String password) {
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        return new ConsoleVisitor(browser);
    }

    public static ConsoleVisitor administrator(Gate gate) {
        return of(gate, "admin", "admin-demo");
    }

    /** Creates an auditor and signs the auditor in. */
    public static ConsoleVisitor auditor(Gate gate) {
        return somebody(gate, "AUDITOR");
    }

    /** Creates a user and signs the user in. A null role means a user without a role. */
    public static ConsoleVisitor somebody(Gate gate, String role) {
        var name = AdminApi.unique();
        AdminApi.of(gate).createPerson(name, role);
        return of(gate, name, name + "-demo");
    }

    public Answer get(String path) {
        return browser.get(path);
    }

    /** Opens a page and asserts status 200. */
    public Document page(String path) {
        return page(get(path), 200, path);
    }

    /** Asserts the status of a page and returns its parsed HTML. */
    public static Document page(Answer answer, int status, String path) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        return Jsoup.parse(answer.body(), path);
    }

    /** Sends fields to a path without opening the page first. */
    public Answer post(String path, Map<String, String> fields) {
        return browser.form(path, fields.entrySet().<Entry<String, String>>toArray(Entry[]::new));
    }

    /** Submits a page's form with some fields replaced. A null value omits the field. */
    public Answer submit(Document page, Map<String, List<String>> changes) {
        return submit(page, page.location(), changes);
    }

    /** Submits a page's form, with some fields replaced, to another path. */
    public Answer submit(Document page, String path, Map<String, List<String>> changes) {
        var form = (FormElement) page.selectFirst("main form.form");
        assertThat(form).as(page.html()).isNotNull();
        var fields = new ArrayList<Entry<String, String>>();
        form.formData().stream()
                .filter(field -> !changes.containsKey(field.key()))
                .forEach(field -> fields.add(Map.entry(field.key(), field.value())));
        changes.forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
        return browser.form(path, fields.<Entry<String, String>>toArray(Entry[]::new));
    }

    /** Asserts that a response redirects to a success message, and returns the page with that message. */
    public Document done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        assertThat(answer.location().getRawQuery()).as("%s", answer).startsWith("done=");
        return page(browser.follow(answer), 200, answer.location().getPath());
    }

    /** Sends a form with a file. */
    public Answer upload(Gate gate, String path, String field, String type, byte[] content) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--limit\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"picture\"\r\n"
                        + "Content-Type: " + type + "\r\n\r\n")
                .getBytes(US_ASCII));
        body.writeBytes(content);
        body.writeBytes("\r\n--limit--\r\n".getBytes(US_ASCII));
        var cookies = new ArrayList<String>();
        browser.cookies().forEach((name, value) -> cookies.add(name + "=" + value));
        return gate.sendBytes(
                "POST",
                path,
                body.toByteArray(),
                Map.of("Content-Type", "multipart/form-data; boundary=limit", "Cookie", String.join("; ", cookies)));
    }

    /** Returns the value of a field of a page's form. */
    public static String value(Document page, String id) {
        var field = page.getElementById(id);
        assertThat(field).as(page.html()).isNotNull();
        return field.hasAttr("value") ? field.attr("value") : field.wholeText().strip();
    }

    /** Returns the error of a form field. */
    public static String error(Document page, String id) {
        var error = page.getElementById(id + "-error");
        assertThat(error).as(page.html()).isNotNull();
        return error.text();
    }
}
