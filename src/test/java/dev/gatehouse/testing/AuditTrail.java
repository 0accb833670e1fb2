// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads audit events from the database, each as {@code OUTCOME target detail}. */
public final class AuditTrail {
    private AuditTrail() {}

    public static List<String> of(String action) {
        return select("select concat_ws(' ', outcome, target, detail) from audit_event where action = ?", action);
    }

    public static List<String> of(String action, String clientId) {
        return select(
                "select concat_ws(' ', outcome, detail) from audit_event where action = ? and client = ?",
                action,
                clientId);
    }

    /** Returns the events of one action and one actor, each as {@code OUTCOME detail}. */
    public static List<String> by(String action, String actor) {
        return select(
                "select concat_ws(' ', outcome, detail) from audit_event where action = ? and actor = ?",
                action,
                actor);
    }

    /** Returns the number of occurrences that each row of one action and one actor stands for. */
    public static List<Long> occurrences(String action, String actor) {
        return select(
                        "select coalesce(occurrences, 1)::text from audit_event where action = ? and actor = ?",
                        action,
                        actor)
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    /** Returns the number of occurrences that each row of one action and one address stands for. */
    public static List<Long> occurrencesFrom(String action, String address) {
        return select(
                        "select coalesce(occurrences, 1)::text from audit_event where action = ? and address = ?",
                        action,
                        address)
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    private static List<String> select(String query, String... arguments) {
        try (var connection = PostgresResource.connect();
                var statement = connection.prepareStatement(query)) {
            for (var i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            var events = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                events.add(rows.getString(1));
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
