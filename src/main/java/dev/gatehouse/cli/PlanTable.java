// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.cli.deployment.Answer;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.Json;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a plan or an apply: a row for each changed field, and then the number of objects. */
final class PlanTable {
    private PlanTable() {}

    /** Prints the report as a table or unchanged. Warnings go to standard error. */
    static void print(Answer answer, Format format) {
        var report = answer.json();
        if (format.isJson()) {
            Terminal.printJson(answer.body());
            return;
        }
        report.path("warnings")
                .forEach(warning -> Terminal.tell("Warning: " + named(warning) + ": "
                        + warning.path("message").asText()));
        if (!report.path("changes").isEmpty()) {
            new Table(
                            Column.of("ACTION", "action"),
                            Column.of("KIND", "kind"),
                            Column.of("NAME", "name"),
                            Column.of("FIELD", "field"),
                            Column.of("BEFORE", "before"),
                            Column.of("AFTER", "after"))
                    .print(rows(report.path("changes")));
            Terminal.print("");
        }
        report.path("notDescribed").forEach(object -> Terminal.print("Not described: " + named(object)));
        Terminal.print(summary(report));
    }

    /** Returns whether the report has no changes. */
    static boolean changesNothing(Answer answer) {
        return answer.json().path("changes").isEmpty();
    }

    private static String named(JsonNode object) {
        return object.path("kind").asText() + " " + object.path("name").asText();
    }

    private static List<JsonNode> rows(JsonNode changes) {
        var rows = new ArrayList<JsonNode>();
        for (var change : changes) {
            var first = Json.object()
                    .put("action", action(change))
                    .put("kind", change.path("kind").asText())
                    .put("name", change.path("name").asText());
            if (change.path("fields").isEmpty()) {
                rows.add(first);
            }
            change.path("fields")
                    .forEach(field -> rows.add(first.deepCopy()
                            .put("field", field.path("field").asText())
                            .put("before", value(field, "before"))
                            .put("after", value(field, "after"))));
        }
        return rows;
    }

    private static String action(JsonNode change) {
        var action = change.path("action").asText().toLowerCase(Locale.ROOT);
        return change.path("drift").asBoolean() ? action + " (drift)" : action;
    }

    private static String value(JsonNode field, String name) {
        return field.has(name) ? field.path(name).asText() : "-";
    }

    private static String summary(JsonNode report) {
        var words = report.path("applied").asBoolean()
                ? "Applied: %d created, %d changed, %d deleted, %d unchanged."
                : "Plan: %d to create, %d to change, %d to delete, %d unchanged.";
        return words.formatted(
                count(report, "CREATE"),
                count(report, "CHANGE"),
                count(report, "DELETE"),
                report.path("unchanged").asInt());
    }

    private static long count(JsonNode report, String action) {
        return report.path("changes")
                .valueStream()
                .filter(change -> change.path("action").asText().equals(action))
                .count();
    }
}
