// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import dev.gatehouse.audit.AuditFilter;
import dev.gatehouse.console.Form;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the audit log page. Times are entered and displayed without a zone, as form fields require, and are
 * UTC.
 */
final class AuditQuery {
    private static final String PATH = Paths.CONSOLE + "/audit";
    private static final Pattern MINUTE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}");
    private static final Pattern SECOND = Pattern.compile(MINUTE.pattern() + ":[0-9]{2}(\\.[0-9]+)?");

    private final Map<String, String> typed = new LinkedHashMap<>();

    AuditQuery(UriInfo uri) {
        for (var name : AuditFilter.PARAMETERS) {
            var value = uri.getQueryParameters().getFirst(name);
            if (value != null && !value.isBlank()) {
                typed.put(name, value.strip());
            }
        }
    }

    /**
     * Returns the filter for the log.
     *
     * @throws dev.gatehouse.problem.ProblemException if values are invalid; the problem names each field
     */
    AuditFilter filter() {
        var values = new LinkedHashMap<>(typed);
        values.computeIfPresent("from", (name, value) -> moment(value));
        values.computeIfPresent("to", (name, value) -> moment(value));
        return AuditFilter.read(values);
    }

    /** Returns the filters as a form. */
    Form form() {
        var form = Form.blank(AuditLabels.AUDIT);
        for (var value : typed.entrySet()) {
            form = form.with(value.getKey(), shown(value.getKey(), value.getValue()));
        }
        return form;
    }

    /** Returns the URL of events after a position. */
    String tail(String since) {
        return address("/tail", since);
    }

    /** Returns the URL of the export. */
    String export() {
        return address("/export", null);
    }

    private String address(String page, @Nullable String since) {
        var pairs = new ArrayList<String>();
        if (since != null) {
            pairs.add("since=" + encoded(since));
        }
        typed.forEach((name, value) -> pairs.add(name + "=" + encoded(value)));
        return PATH + page + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }

    private static String moment(String typed) {
        if (MINUTE.matcher(typed).matches()) {
            return typed + ":00Z";
        }
        return SECOND.matcher(typed).matches() ? typed + "Z" : typed;
    }

    /** Removes the zone, because date and time fields accept none. */
    private static String shown(String name, String typed) {
        return (name.equals("from") || name.equals("to")) && typed.endsWith("Z")
                ? typed.substring(0, typed.length() - 1)
                : typed;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
