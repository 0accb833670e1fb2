// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A browser without a display: keeps cookies, follows redirects on request, and submits forms. */
public final class Browser {
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

    private final Gate gate;
    /** Concurrent because tests send the same form on several threads. */
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    private final Map<String, String> preferences;

    Browser(Gate gate, Map<String, String> preferences) {
        this.gate = gate;
        this.preferences = preferences;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public Answer get(String rawPathAndQuery) {
        return keep(gate.send("GET", rawPathAndQuery, null, withCookies(Map.of())));
    }

    /** Sends JSON as a page's script does. Null JSON means no body. */
    public Answer send(String method, String path, String json) {
        return keep(gate.send(
                method, path, json, withCookies(json == null ? Map.of() : Map.of("Content-Type", "application/json"))));
    }

    @SafeVarargs
    public final Answer form(String path, Entry<String, String>... fields) {
        return form(path, Map.of(), fields);
    }

    @SafeVarargs
    public final Answer form(String path, Map<String, String> headers, Entry<String, String>... fields) {
        return keep(gate.form(path, withCookies(headers), fields));
    }

    /** Sends a form with a file. */
    @SafeVarargs
    public final Answer upload(
            String path, String field, String fileName, String content, Entry<String, String>... fields) {
        var boundary = "----gatehouse-test";
        var body = new StringBuilder();
        for (var one : fields) {
            body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, one.getKey(), one.getValue()));
        }
        body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                .formatted(boundary, field, fileName));
        body.append("Content-Type: application/octet-stream\r\n\r\n").append(content);
        body.append("\r\n--%s--\r\n".formatted(boundary));
        return keep(gate.send(
                "POST",
                path,
                body.toString(),
                withCookies(Map.of("Content-Type", "multipart/form-data; boundary=" + boundary))));
    }

    /** Begins an authorization request with exactly these parameters. */
    public Answer authorize(List<Entry<String, String>> parameters) {
        return get(Gate.AUTHORIZE + "?" + Gate.encode(parameters));
    }

    /** Follows redirects within Gatehouse. */
    public Answer follow(Answer answer) {
        var current = answer;
        while (current.status() / 100 == 3 && isHere(current.location())) {
            var target = current.location();
            current = get(target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
        }
        return current;
    }

    /** Returns the ID of the pending request in a sign-in or permissions page. */
    public static String pendingRequest(Answer page) {
        var matcher = REQUEST.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("no pending request in " + page);
        }
        return matcher.group(1);
    }

    /** Signs in on a sign-in page and follows redirects. */
    public Answer signIn(Answer signInPage, String username, String password) {
        return follow(form(
                "/signin",
                Map.entry("username", username),
                Map.entry("password", password),
                Map.entry("request", pendingRequest(signInPage))));
    }

    /** Grants scopes on a permissions page. Returns the redirect to the client. */
    public Answer grant(Answer permissionsPage, List<String> scopes) {
        var fields = new ArrayList<Entry<String, String>>();
        fields.add(Map.entry("request", pendingRequest(permissionsPage)));
        scopes.forEach(scope -> fields.add(Map.entry("scope", scope)));
        fields.add(Map.entry("decision", "grant"));
        return form("/approval", fields.<Entry<String, String>>toArray(Entry[]::new));
    }

    public Answer deny(Answer permissionsPage) {
        return form("/approval", Map.entry("request", pendingRequest(permissionsPage)), Map.entry("decision", "deny"));
    }

    /**
     * Runs an authorization request up to the redirect.
     *
     * @param parameters the parameters of the request; {@code response_type} is {@code code} unless set
     */
    public Answer approve(String username, String password, List<String> scopes, Map<String, String> parameters) {
        var all = new ArrayList<Entry<String, String>>();
        if (!parameters.containsKey("response_type")) {
            all.add(Map.entry("response_type", "code"));
        }
        parameters.forEach((name, value) -> all.add(Map.entry(name, value)));
        var page = follow(authorize(all));
        if (page.body().contains("name=\"password\"")) {
            page = signIn(page, username, password);
        }
        return grant(page, scopes);
    }

    public String codeFor(String username, String password, List<String> scopes, Map<String, String> parameters) {
        var redirect = approve(username, password, scopes, parameters);
        var code = redirect.redirectParameters().get("code");
        if (code == null) {
            throw new AssertionError("no code in " + redirect);
        }
        return code;
    }

    private boolean isHere(URI target) {
        return target.getHost() == null || target.getAuthority().equals(gate.authority());
    }

    private Map<String, String> withCookies(Map<String, String> headers) {
        var all = new HashMap<>(preferences);
        all.putAll(headers);
        if (!cookies.isEmpty()) {
            all.put(
                    "Cookie",
                    String.join(
                            "; ",
                            cookies.entrySet().stream()
                                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                    .toList()));
        }
        return all;
    }

    private Answer keep(Answer answer) {
        var set = answer.header("set-cookie");
        if (set != null) {
            for (var cookie : set.split(", (?=[A-Za-z_-]+=)")) {
                var pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
