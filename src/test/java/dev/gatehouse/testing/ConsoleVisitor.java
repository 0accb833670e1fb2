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

/** Somebody who is signed in and works in the console: opens pages, changes what stands in their forms, sends them. */
public final class ConsoleVisitor {
    private final Browser browser;

    private ConsoleVisitor(Browser browser) {
        this.browser = browser;
    }

    public static ConsoleVisitor of(Gate gate, String username, String password) {
        return of(gate.browser(), username, password);
    }

    /** Somebody with a browser of their own. */
    public static ConsoleVisitor of(Browser browser, String username, String password) {
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        return new ConsoleVisitor(browser);
    }

    public static ConsoleVisitor administrator(Gate gate) {
        return of(gate, "admin", "admin-demo");
    }

    /** An auditor of their own. */
    public static ConsoleVisitor auditor(Gate gate) {
        return somebody(gate, "AUDITOR");
    }

    /** Somebody of their own; null: without a role. */
    public static ConsoleVisitor somebody(Gate gate, String role) {
        var name = AdminApi.unique();
        AdminApi.of(gate).createPerson(name, role);
        return of(gate, name, name + "-demo");
    }

    public Answer get(String path) {
        return browser.get(path);
    }

    /** A page that opens. */
    public Document page(String path) {
        return page(get(path), 200, path);
    }

    /** An answer that is a page, with a status. */
    public static Document page(Answer answer, int status, String path) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        return Jsoup.parse(answer.body(), path);
    }

    /** Sends fields to a path, without opening a page before. */
    public Answer post(String path, Map<String, String> fields) {
        return browser.form(path, fields.entrySet().<Entry<String, String>>toArray(Entry[]::new));
    }

    /** Sends the form of a page as it stands there, with some fields replaced; null leaves one out. */
    public Answer submit(Document page, Map<String, List<String>> changes) {
        return submit(page, page.location(), changes);
    }

    /** The same to another place. */
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

    /** Follows a redirect that tells of success. */
    public Document done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        assertThat(answer.location().getRawQuery()).as("%s", answer).startsWith("done=");
        return page(browser.follow(answer), 200, answer.location().getPath());
    }

    /** Sends a file in a form. */
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

    /** What a field of a page's form holds. */
    public static String value(Document page, String id) {
        var field = page.getElementById(id);
        assertThat(field).as(page.html()).isNotNull();
        return field.hasAttr("value") ? field.attr("value") : field.wholeText().strip();
    }

    /** What is wrong with a field. */
    public static String error(Document page, String id) {
        var error = page.getElementById(id + "-error");
        assertThat(error).as(page.html()).isNotNull();
        return error.text();
    }
}
