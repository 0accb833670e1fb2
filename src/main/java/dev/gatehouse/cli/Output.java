// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.Answer;
import dev.gatehouse.cli.deployment.Pages;
import dev.gatehouse.cli.deployment.Query;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the output of things that have an ID, and the output itself. */
final class Output {
    @Mixin
    Format format = new Format();

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only IDs, one per line.")
    boolean quiet;

    /** Returns whether the user asked for IDs only. */
    boolean isQuiet() {
        return quiet;
    }

    /** Prints one thing that the server returned. */
    void one(Answer answer, String idField) {
        if (quiet) {
            Terminal.print(answer.text(idField));
        } else {
            format.print(answer);
        }
    }

    /** Confirms a change whose answer has no body. */
    void done(String sentence) {
        if (!quiet && !format.isJson()) {
            Terminal.print(sentence);
        }
    }

    /**
     * Prints a list page by page.
     *
     * @param path the path of the list in the admin API
     * @param most how many entries to print; null: all
     */
    void list(AdminApi api, String path, Query query, @Nullable Integer most, Table table, String idField) {
        Pages.of(api, path, query, most).forEach(page -> {
            page(page, table, idField);
            return !Terminal.isClosed();
        });
    }

    /** Prints one page of a list. */
    void page(Answer page, Table table, String idField) {
        var items = page.json().path("items");
        if (format.isJson()) {
            Terminal.printJson(page.body());
        } else if (quiet) {
            items.forEach(item -> Terminal.print(item.path(idField).asText()));
        } else {
            table.print(items);
        }
    }
}
