// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of lists. */
final class Paging {
    @Option(names = "--search", paramLabel = "TEXT", description = "Show only entries that contain this text.")
    @Nullable String search;

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description = "The order, with - before the field for descending order.")
    @Nullable String sort;

    @Option(names = "--limit", paramLabel = "NUMBER", description = "Show at most so many entries. Default: all.")
    @Nullable Integer limit;

    /** Returns the query of the list. */
    Query query() {
        return new Query().with("search", search).with("sort", sort);
    }
}
