// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.database.archive.ArchiveFault;
import dev.gatehouse.database.archive.ArchiveHeader;
import dev.gatehouse.database.archive.ArchiveKey;
import dev.gatehouse.database.archive.ArchiveReader;
import dev.gatehouse.database.archive.ArchiveWriter;
import dev.gatehouse.database.archive.ArchivedTables;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.tenant.host.TenantHosts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.DataException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Exports and imports tenants as archives, for backups and for moves to another deployment. Secrets and tokens of the
 * tenant stay valid. A node works on one archive at a time.
 */
@ApplicationScoped
class TenantArchives {
    private static final Logger LOG = Logger.getLogger(TenantArchives.class);

    /** The maximum duration of an export or an import, each of which is one transaction. */
    private static final Duration MOST = Duration.ofHours(1);

    private final CurrentTenant current;
    private final TimeSource time;
    private final Tenants tenants;
    private final TenantHosts hosts;
    private final Invalidations invalidations;
    private final ArchiveWriter writer;
    private final ArchivedTables tables;
    private final ObjectMapper json;
    private final AuditLog audit;
    private final Semaphore working = new Semaphore(1);

    TenantArchives(
            CurrentTenant current,
            TimeSource time,
            Tenants tenants,
            TenantHosts hosts,
            Invalidations invalidations,
            ArchiveWriter writer,
            ArchivedTables tables,
            ObjectMapper json,
            AuditLog audit) {
        this.current = current;
        this.time = time;
        this.tenants = tenants;
        this.hosts = hosts;
        this.invalidations = invalidations;
        this.writer = writer;
        this.tables = tables;
        this.json = json;
        this.audit = audit;
    }

    /** The choices of an import; null: as in the archive. */
    record Choices(@Nullable String id, @Nullable String name, List<String> hosts) {
        Choices {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * Writes an archive of a tenant into a temporary file, which has no name and ends with the channel.
     *
     * @param auditEvents whether the archive has the audit events of the tenant
     * @throws ProblemException 400 without a key; 404 for an unknown tenant; 409 for the operator's tenant, and if a
     *     stored secret cannot be decrypted; 503 if the node works on another archive
     */
    FileChannel export(String id, @Nullable String key, boolean auditEvents, String actor) {
        var archiveKey = key(key);
        var tenant = tenants.view(id);
        if (id.equals(CurrentTenant.OPERATOR)) {
            throw ProblemException.conflict(OperatorErrors.operatorArchive());
        }
        var file = alone(() -> write(tenant, archiveKey, auditEvents));
        record(AuditAction.TENANT_EXPORTED, id, actor);
        return file;
    }

    private FileChannel write(TenantView tenant, ArchiveKey key, boolean auditEvents) throws IOException {
        var file = FileChannel.open(
                Files.createTempFile("gatehouse-archive", null),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        try {
            current.call(
                    tenant.id(),
                    () -> QuarkusTransaction.requiringNew()
                            .timeout((int) MOST.toSeconds())
                            .call(() -> {
                                writer.write(
                                        Channels.newOutputStream(file),
                                        key,
                                        auditEvents,
                                        schema -> new ArchiveHeader(
                                                tenant.id(), tenant.name(), tenant.hosts(), schema, time.now()));
                                return true;
                            }));
            return file.position(0);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Creates a suspended tenant from an archive, all or nothing.
     *
     * @throws ProblemException 400 if the archive, the key or a choice is not valid; 409 if the archive is of a newer
     *     version, or ID, name or host is taken; 503 if the node works on another archive
     */
    TenantView importArchive(InputStream archive, @Nullable String key, Choices choices, String actor) {
        var archiveKey = key(key);
        tenants.requireOperator();
        var id = alone(() -> {
            try (var reader = new ArchiveReader(archive, archiveKey, tables, json)) {
                return store(reader, choices);
            }
        });
        record(AuditAction.TENANT_IMPORTED, id, actor);
        return tenants.view(id);
    }

    private String store(ArchiveReader reader, Choices choices) throws IOException {
        var header = reader.header();
        var errors = FieldErrors.outsideBody();
        var id = errors.required("id", Objects.requireNonNullElse(choices.id(), header.id()), TenantRules.MAX_ID);
        errors.check(id.isEmpty() || TenantRules.isId(id), "id", OperatorErrors.tenantId());
        var name = errors.required(
                "name", Objects.requireNonNullElse(choices.name(), header.name()), TenantRules.MAX_NAME);
        var names = TenantRules.hosts(choices.hosts().isEmpty() ? header.hosts() : choices.hosts(), hosts, errors);
        errors.refuse();
        Tenants.refusingTaken(() -> current.call(
                id,
                () -> QuarkusTransaction.requiringNew()
                        .timeout((int) MOST.toSeconds())
                        .call(() -> store(reader, id, name, names))));
        return id;
    }

    private boolean store(ArchiveReader reader, String id, String name, SequencedSet<String> names) {
        if (reader.isNewer()) {
            throw ProblemException.conflict(OperatorErrors.newerArchive());
        }
        tenants.createSuspended(id, name, names);
        try {
            reader.store();
        } catch (ConstraintViolationException | DataException unfit) {
            LOG.info("An archive of a tenant does not fit the tables", unfit);
            throw refusal(ArchiveFault.Kind.CONTENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var topic : Invalidations.Topic.values()) {
            if (topic != Invalidations.Topic.HOSTS) {
                invalidations.publish(topic, null);
            }
        }
        return true;
    }

    private static ArchiveKey key(@Nullable String text) {
        return ArchiveKey.parse(text)
                .orElseThrow(() ->
                        ProblemException.invalidOutsideBody(TenantArchiveResource.KEY, OperatorErrors.archiveKey()));
    }

    private <T> T alone(Callable<T> work) {
        if (!working.tryAcquire()) {
            throw ProblemException.refused(503, OperatorErrors.archiveInProgress());
        }
        try {
            return work.call();
        } catch (Exception e) {
            throw refusal(e);
        } finally {
            working.release();
        }
    }

    /** Returns the answer to a failure. A fault of the archive is the caller's. */
    private static RuntimeException refusal(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ProblemException problem -> {
                    return problem;
                }
                case ArchiveFault fault -> {
                    LOG.infof("An archive of a tenant is refused: %s", fault.getMessage());
                    return refusal(fault.kind());
                }
                default -> {}
            }
        }
        return failure instanceof RuntimeException unforeseen ? unforeseen : new IllegalStateException(failure);
    }

    private static ProblemException refusal(ArchiveFault.Kind kind) {
        return switch (kind) {
            case FORMAT -> ProblemException.refused(400, OperatorErrors.notAnArchive());
            case KEY -> ProblemException.refused(400, OperatorErrors.otherArchiveKey());
            case CONTENT -> ProblemException.refused(400, OperatorErrors.archiveContent());
            case SECRET -> ProblemException.conflict(OperatorErrors.unreadableSecret());
        };
    }

    private void record(AuditAction action, String id, String actor) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(AuditEvent.success(action).by(actor).target(id)));
    }
}
