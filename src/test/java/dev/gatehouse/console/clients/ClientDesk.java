// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A user of the Client Registration pages, with access to the admin API to check the results. */
record ClientDesk(Gate gate, AdminApi api, Browser browser) {
    static final String CLIENTS = "/console/clients";
    static final String NEW = CLIENTS + "/new";

    static ClientDesk of(Gate gate) {
        return new ClientDesk(gate, AdminApi.of(gate), signedIn(gate, "admin", "admin-demo"));
    }

    static Browser signedIn(Gate gate, String username, String password) {
        var browser = gate.browser();
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).isEqualTo(303);
        return browser;
    }

    Document page(String path) {
        return page(browser.get(path), 200);
    }

    static Document page(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("text/html");
        return Jsoup.parse(answer.body());
    }

    static FormElement form(Document page) {
        return (FormElement) page.selectFirst("main form[method=post].form");
    }

    static List<Entry<String, String>> fields(FormElement form) {
        return form.formData().stream()
                .map(field -> Map.entry(field.key(), field.value()))
                .toList();
    }

    /** Submits the form of a page with some fields changed, as a browser would. */
    @SafeVarargs
    final Answer submit(Document page, String path, Entry<String, String>... changes) {
        var changed = List.of(changes);
        var fields = new ArrayList<Entry<String, String>>();
        fields(form(page)).stream()
                .filter(field ->
                        changed.stream().noneMatch(change -> change.getKey().equals(field.getKey())))
                .forEach(fields::add);
        fields.addAll(changed);
        return browser.form(path, fields.<Entry<String, String>>toArray(Entry[]::new));
    }

    /** Returns the names and values of a description list. */
    static Map<String, String> facts(Element part) {
        var names = part.select("dl.facts dt").eachText();
        var values = part.select("dl.facts dd");
        var facts = new LinkedHashMap<String, String>();
        for (var i = 0; i < names.size(); i++) {
            var code = values.get(i).selectFirst("code");
            facts.put(names.get(i), code == null ? values.get(i).text() : code.text());
        }
        return facts;
    }

    static String error(Document page, String field) {
        return page.getElementById(field + "-error").text();
    }

    JsonObject registered(String clientId) {
        var answer = api.get("/clients/" + clientId);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }
}
