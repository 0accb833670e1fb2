// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.database.ScheduledWork;
import dev.gatehouse.declarative.DocumentNode.Mapping;
import dev.gatehouse.declarative.DocumentNode.Scalar;
import dev.gatehouse.declarative.DocumentNode.Sequence;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.body.DocumentLimit;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.problem.SourcePosition;
import dev.gatehouse.service.openapi.OpenApiResource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies the configuration directory at start and after each change of its files.
 *
 * <p>A broken directory keeps Gatehouse from starting only if it was never applied: then there is no state to serve.
 * Otherwise the database has the last applied state, and a node that restarts must not make an error in a file an
 * outage. The node then logs the error and serves that state.
 *
 * <p>A change is applied when two checks in a row find the same files, and the files are still the same after they were
 * read. So a file that is still being written, or half of a new volume, is never applied.
 */
@ApplicationScoped
public class DirectoryApplies {
    private static final Logger LOG = Logger.getLogger(DirectoryApplies.class);
    private static final int MAX_FILES = 1000;

    /** How often the start reads the files again if they change meanwhile. */
    private static final int ATTEMPTS = 10;

    private final @Nullable ConfigurationDirectory directory;
    private final Declarations declarations;
    private final AppliedConfigurations applied;
    private final OpenApiResource openApi;
    private final DocumentLimit documentLimit;
    private final BaseUrl baseUrl;
    private final Config config;
    private final ScheduledWork scheduled;
    private final CurrentTenant tenant;

    /** The files that the last apply read outside the list of files. Only the scheduler and the start use the state. */
    private Set<Path> referred = Set.of();

    private Map<Path, String> done = Map.of();
    private Map<Path, String> seen = Map.of();
    private boolean started;

    DirectoryApplies(
            GatehouseConfig gatehouse,
            Declarations declarations,
            AppliedConfigurations applied,
            OpenApiResource openApi,
            DocumentLimit documentLimit,
            BaseUrl baseUrl,
            Config config,
            ScheduledWork scheduled,
            CurrentTenant tenant) {
        this.directory =
                gatehouse.config().directory().map(ConfigurationDirectory::new).orElse(null);
        this.declarations = declarations;
        this.applied = applied;
        this.openApi = openApi;
        this.documentLimit = documentLimit;
        this.baseUrl = baseUrl;
        this.config = config;
        this.scheduled = scheduled;
        this.tenant = tenant;
    }

    /**
     * Applies the directory, if there is one, before Gatehouse listens.
     *
     * @throws StartupFailure if the directory is broken and was never applied
     */
    public synchronized void start() {
        if (directory == null) {
            return;
        }
        started = true;
        try {
            var attempts = ATTEMPTS;
            while (!apply(directory) && attempts > 0) {
                attempts--;
            }
        } catch (ProblemException broken) {
            if (!applied.exist()) {
                throw new StartupFailure("The configuration in " + directory.path() + " is rejected: " + first(broken)
                        + " (gatehouse.config.directory)");
            }
            report(directory, broken);
        }
    }

    /** Applies the directory if its files have changed. */
    @Scheduled(
            identity = "configuration-files",
            every = "{gatehouse.config.interval}",
            delayed = "{gatehouse.config.interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void check() {
        if (directory != null) {
            scheduled.run(
                    "Changed configuration files",
                    () -> tenant.call(CurrentTenant.DEFAULT, () -> {
                        check(directory);
                        return true;
                    }));
        }
    }

    private synchronized void check(ConfigurationDirectory files) {
        if (!started) {
            return;
        }
        var now = files.fingerprint(referred);
        var same = now.equals(seen);
        seen = now;
        if (!same || now.equals(done)) {
            return;
        }
        try {
            apply(files);
        } catch (ProblemException broken) {
            report(files, broken);
        }
    }

    /**
     * Reads and applies the files. Rejected files are not read again before they change.
     *
     * @return false if the files changed while they were read
     */
    private boolean apply(ConfigurationDirectory files) {
        var before = files.fingerprint(referred);
        var read = new HashSet<Path>();
        try {
            var description = description(files, read);
            if (!files.fingerprint(referred).equals(before)) {
                return false;
            }
            var report = declarations.run(
                    description,
                    Declarations.Purpose.DIRECTORY,
                    baseUrl.configured().orElse(null),
                    Declarations.ACTOR);
            if (!report.changesNothing()) {
                LOG.infof(
                        "Configuration applied: %d created, %d changed, %d deleted",
                        report.count(PlanReport.Action.CREATE),
                        report.count(PlanReport.Action.CHANGE),
                        report.count(PlanReport.Action.DELETE));
            }
            report.changes().stream()
                    .filter(PlanReport.Change::drift)
                    .forEach(change -> LOG.warnf(
                            "The %s %s was edited, but configuration files manage it. The edit is overwritten.",
                            change.kind(), change.name()));
            report.warnings()
                    .forEach(warning -> LOG.warnf(
                            "The %s %s: %s",
                            warning.kind(), warning.name(), warning.message().inEnglish()));
        } catch (ProblemException broken) {
            remember(files, before, read);
            throw broken;
        }
        remember(files, before, read);
        return true;
    }

    private void remember(ConfigurationDirectory files, Map<Path, String> before, Set<Path> read) {
        referred = Set.copyOf(read);
        done = files.fingerprint(referred);
        before.forEach((file, state) -> {
            if (done.containsKey(file)) {
                done.put(file, state);
            }
        });
    }

    /** Reads all files. A file that another one imports as an OpenAPI document describes nothing itself. */
    private Description description(ConfigurationDirectory files, Set<Path> read) {
        var reader = new DescriptionReader(openApi);
        var documents = new LinkedHashMap<Path, Mapping>();
        var faults = new LinkedHashMap<Path, FieldError>();
        var paths = paths(files);
        for (var path : paths) {
            var name = path.getFileName().toString();
            try {
                documents.put(path, DocumentReader.read(name, bytes(path), name.endsWith(".json")));
            } catch (DocumentFault e) {
                faults.put(path, e.error());
            }
        }
        var references = new References(config, files.path(), documentLimit.bytes(), read::add);
        var imported = new HashSet<Path>();
        documents.values().forEach(document -> imported(document, references, imported));
        faults.forEach((path, fault) -> {
            if (!imported.contains(path)) {
                reader.add(fault);
            }
        });
        documents.forEach((path, document) -> {
            if (!imported.contains(path)) {
                reader.add(document, references);
            }
        });
        return reader.description();
    }

    private static List<Path> paths(ConfigurationDirectory files) {
        var name = files.path().toString();
        if (!files.exists()) {
            throw ProblemException.invalidOutsideBody("directory", DeclarativeErrors.noDirectory(name));
        }
        var paths = files.files();
        if (paths.isEmpty()) {
            throw ProblemException.invalidOutsideBody("directory", DeclarativeErrors.noFiles(name));
        }
        if (paths.size() > MAX_FILES) {
            throw ProblemException.invalidOutsideBody("directory", DeclarativeErrors.tooManyFiles(MAX_FILES));
        }
        return paths;
    }

    private static byte[] bytes(Path path) throws DocumentFault {
        try (InputStream stream = Files.newInputStream(path)) {
            return stream.readNBytes(DocumentReader.MAX_BYTES + 1);
        } catch (IOException e) {
            var name = path.getFileName().toString();
            throw new DocumentFault(new SourcePosition(name, 1, 1), DeclarativeErrors.fileUnreadable(name));
        }
    }

    /** Adds the files that a document names as OpenAPI documents. */
    private static void imported(Mapping document, References references, Set<Path> imported) {
        var lists = new ArrayList<Sequence>();
        add(document, "services", lists);
        var projects = new ArrayList<Sequence>();
        add(document, "projects", projects);
        projects.stream()
                .flatMap(list -> list.items().stream())
                .filter(Mapping.class::isInstance)
                .forEach(project -> add((Mapping) project, "services", lists));
        lists.stream()
                .flatMap(list -> list.items().stream())
                .filter(Mapping.class::isInstance)
                .map(service -> ((Mapping) service).members().get("openapi"))
                .forEach(member -> {
                    if (member != null && member.value() instanceof Scalar file) {
                        try {
                            imported.add(references.resolved(file.text()));
                        } catch (References.Unresolved _) {
                            // The reader reports the reference.
                        }
                    }
                });
    }

    private static void add(Mapping object, String field, List<Sequence> lists) {
        var member = object.members().get(field);
        if (member != null && member.value() instanceof Sequence list) {
            lists.add(list);
        }
    }

    private static void report(ConfigurationDirectory files, ProblemException broken) {
        LOG.errorf(
                "The configuration in %s is rejected, and the last applied one stays:%n%s",
                files.path(),
                broken.problem().errors().stream().map(DirectoryApplies::line).collect(Collectors.joining("\n")));
    }

    private static String first(ProblemException broken) {
        var errors = broken.problem().errors();
        return line(errors.getFirst()) + (errors.size() > 1 ? " (and " + (errors.size() - 1) + " more errors)" : "");
    }

    private static String line(FieldError error) {
        return (error.position() == null ? "" : error.position() + ": ")
                + (error.pointer() == null || error.pointer().isEmpty() ? "" : error.pointer() + ": ")
                + error.message().inEnglish();
    }
}
