// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.Profiles;
import dev.gatehouse.cli.deployment.Query;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Input;
import dev.gatehouse.cli.terminal.Json;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse tenants}: the tenants of a deployment, for its operator. */
@Command(
        name = "tenants",
        description = {
            "Manage the tenants of a deployment, as its operator.",
            "",
            "Sign in with: gatehouse login URL-OF-THE-OPERATOR --operator"
        })
final class TenantCommands {
    private static final String TENANTS = "/tenants";
    private static final String ID = "id";
    private static final String TENANT_ID = "TENANT-ID";

    @Command(
            name = "list",
            description = "List tenants.",
            footer = {
                "",
                "Sort by name (the default) or createdAt.",
                "",
                "Example:",
                "  gatehouse tenants list --search acme"
            })
    int list(@Mixin Deployment deployment, @Mixin Output output, @Mixin Paging paging) {
        var table = new Table(
                Column.of("ID", ID),
                Column.of("NAME", "name"),
                Column.of("STATE", "state"),
                Column.of("ISSUER", "issuer"),
                Column.of("HOSTS", "hosts"));
        output.list(open(deployment), TENANTS, paging.query(), paging.limit, table, ID);
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Show all fields of a tenant.")
    int show(@Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = TENANT_ID) String id) {
        output.one(open(deployment).get(path(id)), ID);
        return ExitCode.OK;
    }

    @Command(
            name = "create",
            description = {
                "Create a tenant.",
                "",
                "The link of its first administrator is printed once. The command link makes a further one."
            },
            footer = {
                "",
                "Example:",
                "  gatehouse tenants create acme --name Acme --host login.acme.example --host auth.acme.example"
            })
    int create(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = TENANT_ID, description = "The ID, which never changes.") String id,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name.") String name,
            @Option(
                            names = "--host",
                            paramLabel = "HOST",
                            description = "A host name. The first one is the host of the issuer. Can be repeated.")
                    @Nullable List<String> hosts) {
        var tenant = Json.object().put(ID, id).put("name", name);
        Json.put(tenant, "hosts", hosts);
        var created = open(deployment).post(TENANTS, tenant);
        if (output.isQuiet()) {
            Terminal.print(created.json().at("/tenant/id").asText());
        } else {
            output.one(created, ID);
            Terminal.tell(
                    "The link of the administrator is shown only now. It is valid for seven days and for one use.");
        }
        return ExitCode.OK;
    }

    @Command(
            name = "update",
            description = {
                "Change the name or the hosts of a tenant.",
                "",
                "All other fields stay as they are; the change is rejected if another operator changed the tenant"
                        + " meanwhile. Hosts replace all hosts. A new first host changes the issuer."
            },
            footer = {"", "Example:", "  gatehouse tenants update acme --host id.acme.example --host login.acme.example"
            })
    int update(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = TENANT_ID) String id,
            @Option(names = "--name", paramLabel = "NAME", description = "The name.") @Nullable String name,
            @Option(names = "--host", paramLabel = "HOST", description = "A host name. Can be repeated.") @Nullable List<String> hosts) {
        var api = open(deployment);
        var stored = api.get(path(id));
        var tenant = Json.object();
        tenant.set("name", stored.json().path("name"));
        tenant.set("hosts", stored.json().path("hosts"));
        Json.put(tenant, "name", name);
        Json.put(tenant, "hosts", hosts);
        output.one(api.put(path(id), tenant, stored.entityTag().orElse(null)), ID);
        return ExitCode.OK;
    }

    @Command(
            name = "link",
            description = {
                "Create a link with which a person becomes an administrator of a tenant.",
                "",
                "The link is valid for seven days and for one use."
            })
    int link(@Mixin Deployment deployment, @Mixin Format format, @Parameters(paramLabel = TENANT_ID) String id) {
        format.print(open(deployment).post(path(id) + "/administrator-link"));
        return ExitCode.OK;
    }

    @Command(
            name = "suspend",
            description = "Suspend a tenant. Within a second none of its hosts answers. All data remains.")
    int suspend(@Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = TENANT_ID) String id) {
        output.one(open(deployment).post(path(id) + "/suspend"), ID);
        return ExitCode.OK;
    }

    @Command(name = "resume", description = "End a suspension, or the waiting period before a deletion.")
    int resume(@Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = TENANT_ID) String id) {
        output.one(open(deployment).post(path(id) + "/resume"), ID);
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = {
                "Suspend a tenant, and delete it with everything that belongs to it after the waiting period.",
                "",
                "Until then, the command resume calls the deletion off."
            },
            footer = {"", "Example:", "  gatehouse tenants delete acme --confirm acme"})
    int delete(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = TENANT_ID) String id,
            @Option(
                            names = "--confirm",
                            paramLabel = TENANT_ID,
                            required = true,
                            description = "The ID again, so that no other tenant is deleted by mistake.")
                    String confirm) {
        output.one(open(deployment).beginDeletion(path(id) + new Query().with("confirm", confirm)), ID);
        return ExitCode.OK;
    }

    @Command(name = "usage", description = "Show what a tenant has, beside its quotas.")
    int usage(@Mixin Deployment deployment, @Mixin Format format, @Parameters(paramLabel = TENANT_ID) String id) {
        format.print(open(deployment).get(path(id) + "/usage"));
        return ExitCode.OK;
    }

    @Command(
            name = "quotas",
            description = {
                "Show the quotas of a tenant, or change some of them.",
                "",
                "The value default stands for the value of the configuration. All other quotas stay as they are; the"
                        + " change is rejected if another operator changed the quotas meanwhile."
            },
            footer = {
                "",
                "Examples:",
                "  gatehouse tenants quotas acme",
                "  gatehouse tenants quotas acme --set clients=50 --set callsPerSecond=200 --set auditDays=default"
            })
    int quotas(
            @Mixin Deployment deployment,
            @Mixin Format format,
            @Parameters(paramLabel = TENANT_ID) String id,
            @Option(
                            names = "--set",
                            paramLabel = "QUOTA=NUMBER",
                            description = "clients, accounts, services, liveTokens, tokensPerSecond, callsPerSecond,"
                                    + " auditDays, passwordShare or databaseShare. Can be repeated.")
                    @Nullable List<String> changes) {
        var api = open(deployment);
        var stored = api.get(path(id) + "/quotas");
        if (changes == null) {
            format.print(stored);
            return ExitCode.OK;
        }
        var quotas = (ObjectNode) stored.json().deepCopy();
        quotas.remove("inEffect");
        changes.forEach(change -> set(quotas, change));
        format.print(api.put(path(id) + "/quotas", quotas, stored.entityTag().orElse(null)));
        return ExitCode.OK;
    }

    private static void set(ObjectNode quotas, String change) {
        var parts = change.split("=", 2);
        if (parts.length < 2 || !quotas.has(parts[0])) {
            throw Failure.usage("--set must be QUOTA=NUMBER with one of the quotas "
                    + String.join(
                            ", ", quotas.propertyStream().map(Map.Entry::getKey).toList())
                    + ", not " + change + ".");
        }
        if (parts[1].equals("default")) {
            quotas.putNull(parts[0]);
            return;
        }
        try {
            quotas.put(parts[0], Integer.parseInt(parts[1]));
        } catch (NumberFormatException malformed) {
            throw Failure.usage("--set " + parts[0] + " must be a number or default, not " + parts[1] + ".");
        }
    }

    @Command(
            name = "export",
            description = {
                "Write an archive with everything of a tenant, encrypted with a key of yours.",
                "",
                "The key has 32 bytes in Base64, such as from: openssl rand -base64 32"
            },
            footer = {"", "Example:", "  gatehouse tenants export acme acme.gatehouse-tenant --key-file acme.key"})
    int export(
            @Mixin Deployment deployment,
            @Parameters(paramLabel = TENANT_ID) String id,
            @Parameters(paramLabel = "FILE", description = "A new file, which only you can read.") Path file,
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE",
                            required = true,
                            description = "The file with the key. - is standard input.")
                    String keyFile,
            @Option(names = "--without-audit-events", description = "Leave the audit events out.")
                    boolean withoutAuditEvents) {
        var key = Input.secret(keyFile);
        var api = open(deployment);
        Profiles.createPrivately(file);
        var complete = false;
        try {
            api.download(path(id) + "/export" + (withoutAuditEvents ? "?auditEvents=false" : ""), key, file);
            complete = true;
        } finally {
            if (!complete) {
                remove(file);
            }
        }
        Terminal.tell("Tenant " + id + " is exported to " + file + ".");
        return ExitCode.OK;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            Terminal.tell("The file " + file + " is incomplete and cannot be deleted: " + failure.getMessage());
        }
    }

    @Command(
            name = "import",
            description = {
                "Create a suspended tenant from an archive, or change nothing.",
                "",
                "The command resume lets its hosts answer."
            },
            footer = {
                "",
                "Example:",
                "  gatehouse tenants import acme.gatehouse-tenant --key-file acme.key --host login.acme.example"
            })
    int importArchive(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE",
                            required = true,
                            description = "The file with the key. - is standard input.")
                    String keyFile,
            @Option(names = "--id", paramLabel = TENANT_ID, description = "Another ID than the one of the archive.")
                    @Nullable String id,
            @Option(names = "--name", paramLabel = "NAME", description = "Another name than the one of the archive.")
                    @Nullable String name,
            @Option(
                            names = "--host",
                            paramLabel = "HOST",
                            description = "A host instead of those of the archive. Can be repeated.")
                    @Nullable List<String> hosts) {
        var query = new Query().with(ID, id).with("name", name).withEach("host", hosts);
        output.one(open(deployment).upload(TENANTS + "/import" + query, Input.secret(keyFile), file), ID);
        return ExitCode.OK;
    }

    private static AdminApi open(Deployment deployment) {
        return deployment.open().ofOperator();
    }

    private static String path(String id) {
        return TENANTS + "/" + Query.encode(id);
    }
}
