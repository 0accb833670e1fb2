// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.Answer;
import dev.gatehouse.cli.deployment.Query;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Terminal;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse audit}: reads or follows the audit log. */
@Command(
        name = "audit",
        description = {
            "Show the audit log, the newest event first, or follow it.",
            "",
            "All filters must match. With --follow, the command prints new events, the oldest first, until you stop it"
                    + " with Ctrl-C. It asks every two seconds, and less often while the server is unavailable."
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse audit --action token. --actor jane --limit 20",
            "  gatehouse audit --from 2026-01-31T08:00:00Z --outcome denied --limit 1000 --output json",
            "  gatehouse audit --follow"
        })
final class AuditCommand implements Callable<Integer> {
    private static final String EVENTS = "/audit-events";
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

    @Mixin
    Deployment deployment = new Deployment();

    @Mixin
    Output output = new Output();

    @Option(names = "--follow", description = "Print new events until you stop the command.")
    boolean follow;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "Show at most so many events (${DEFAULT-VALUE}). Not with --follow.")
    int limit;

    @Option(names = "--search", paramLabel = "TEXT", description = "A text in actor, client, target or detail.")
    @Nullable String search;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "An action such as token.issued, or a prefix such as token.")
    @Nullable String action;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "success, denied or failure.")
    @Nullable String outcome;

    @Option(names = "--actor", paramLabel = "NAME", description = "Who did it.")
    @Nullable String actor;

    @Option(names = "--client", paramLabel = "CLIENT-ID", description = "With which client.")
    @Nullable String client;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "From which address.")
    @Nullable String address;

    @Option(names = "--from", paramLabel = "TIME", description = "Events at or after this time (ISO 8601, UTC).")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Events before this time.")
    @Nullable String to;

    private final Table table = new Table(
            Column.time("TIME", "at"),
            Column.of("ACTION", "action"),
            Column.of("OUTCOME", "outcome"),
            Column.of("ACTOR", "actor"),
            Column.of("CLIENT", "client"),
            Column.of("ADDRESS", "address"),
            Column.of("TARGET", "target"),
            new Column("DETAIL", AuditCommand::detail));

    @Override
    public Integer call() {
        var api = deployment.open();
        if (follow) {
            follow(api);
        } else {
            output.list(api, EVENTS, filters(), limit, table, "id");
        }
        return ExitCode.OK;
    }

    private Query filters() {
        return new Query()
                .with("search", search)
                .with("action", action)
                .with("outcome", outcome == null ? null : outcome.toUpperCase(Locale.ROOT))
                .with("actor", actor)
                .with("client", client)
                .with("address", address)
                .with("from", from)
                .with("to", to);
    }

    /**
     * Prints new events until the reader has gone away. Begins with the current end of the log. Asks again at once while
     * answers have events, and waits longer and longer while the server is unavailable.
     */
    private void follow(AdminApi api) {
        var query = filters().with("limit", 200);
        var since = next(api.get(EVENTS + query.with("since", "now")));
        Terminal.tell("Following the audit log. Ctrl-C stops.");
        var interval = INTERVAL;
        while (!Terminal.isClosed()) {
            try {
                var page = api.get(EVENTS + query.with("since", since));
                interval = INTERVAL;
                var events = page.json().path("items");
                if (!events.isEmpty()) {
                    output.page(page, table, "id");
                }
                var more = !events.isEmpty() && !next(page).equals(since);
                since = next(page);
                if (!more) {
                    pause(interval);
                }
            } catch (Failure failure) {
                if (failure.exitCode() != ExitCode.UNREACHABLE) {
                    throw failure;
                }
                failure.lines().forEach(Terminal::tell);
                pause(interval);
                interval = interval.multipliedBy(2).compareTo(LONGEST_INTERVAL) > 0
                        ? LONGEST_INTERVAL
                        : interval.multipliedBy(2);
            }
        }
    }

    private static String next(Answer page) {
        var next = page.text("next");
        if (next.isEmpty()) {
            throw Failure.refused("The answer has no cursor to follow.");
        }
        return next;
    }

    private static void pause(Duration interval) {
        try {
            Thread.sleep(interval);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw Failure.refused("The command was interrupted.");
        }
    }

    private static String detail(JsonNode event) {
        var occurrences = event.path("occurrences").asInt(1);
        var detail = Column.text(event.path("detail"));
        return occurrences > 1 ? (detail + " (" + occurrences + " times)").strip() : detail;
    }
}
