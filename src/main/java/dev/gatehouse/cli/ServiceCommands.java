// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse services}: the exposed services. */
@Command(name = "services", description = "List and show services.")
final class ServiceCommands {
    private static final String SERVICES = "/services";

    @Command(
            name = "list",
            description = "List services.",
            footer = {"", "Sort by path (the default), name, lastUsedAt or createdAt."})
    int list(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Mixin Paging paging,
            @Option(names = "--project", paramLabel = "PROJECT-ID", description = "Show the services of this project.")
                    @Nullable String project,
            @Option(names = "--kind", paramLabel = "KIND", description = "Show only FLOW_SERVICE or REST_RESOURCE.")
                    @Nullable String kind) {
        var table = new Table(
                Column.of("PATH", "path"),
                new Column("METHODS", Reference::methods),
                Column.of("UPSTREAM", "upstreamUrl"),
                Column.time("LAST USED", "lastUsedAt"),
                Column.of("ID", "id"));
        var query = paging.query().with("projectId", project).with("kind", kind);
        output.list(deployment.open(), SERVICES, query, paging.limit, table, "id");
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Show all fields of a service.")
    int show(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = "SERVICE", description = "The path or the ID of the service.") String service) {
        var api = deployment.open();
        output.one(api.get(SERVICES + "/" + Reference.id(api, SERVICES, "path", service, "The service")), "id");
        return ExitCode.OK;
    }
}
