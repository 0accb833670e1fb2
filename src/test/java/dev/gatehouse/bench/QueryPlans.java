// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.bench;

import dev.gatehouse.testing.PostgresResource;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** The query plans of a request's SQL statements, independent of the values of their parameters. */
final class QueryPlans {
    private static final Logger SQL = Logger.getLogger("org.hibernate.SQL");
    private static final Pattern SCAN =
            Pattern.compile("(Seq Scan on|(?:Bitmap )?Index(?: Only)? Scan(?: Backward)? (?:using|on)) (\\w+)");
    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private QueryPlans() {}

    /** Returns the plan of each statement that the request executes. */
    static List<String> of(Runnable request) {
        var statements = new ConcurrentLinkedQueue<String>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                statements.add(logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var level = SQL.getLevel();
        SQL.addHandler(listener);
        SQL.setUseParentHandlers(false);
        SQL.setLevel(Level.FINE);
        try {
            request.run();
        } finally {
            SQL.setLevel(level);
            SQL.setUseParentHandlers(true);
            SQL.removeHandler(listener);
        }
        return statements.stream()
                .filter(statement -> statement.startsWith("select") || statement.startsWith("with"))
                .map(QueryPlans::plan)
                .toList();
    }

    /** Returns the names of the indexes that the plans use, and the tables that the plans read completely. */
    static Set<String> scans(List<String> plans) {
        var scans = new TreeSet<String>();
        for (var plan : plans) {
            var found = SCAN.matcher(plan);
            while (found.find()) {
                scans.add(found.group(1).startsWith("Seq") ? "all of " + found.group(2) : found.group(2));
            }
        }
        return scans;
    }

    private static String plan(String statement) {
        var number = new int[1];
        var numbered = PARAMETER.matcher(statement).replaceAll(parameter -> "\\$" + ++number[0]);
        var url = PostgresResource.jdbcUrl();
        var simple = url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple";
        try (var connection = PostgresResource.connect(simple);
                var explain = connection.createStatement();
                var lines = explain.executeQuery("explain (generic_plan) " + numbered)) {
            var plan = new StringBuilder(statement);
            while (lines.next()) {
                plan.append('\n').append(lines.getString(1));
            }
            return plan.toString();
        } catch (SQLException failure) {
            return statement + "\n" + failure.getMessage();
        }
    }
}
