// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.operator.TenantArchives.Choices;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The archives of tenants in the operator's API. The header {@value #KEY} of a request has the key with which the archive
 * is encrypted.
 */
@Path(Paths.OPERATOR_API + "/tenants")
@OperatorOnly
@ScopeProtected
public class TenantArchiveResource {
    static final String KEY = "Gatehouse-Archive-Key";

    private static final int STEP = 64 * 1024;

    private final TenantArchives archives;
    private final CurrentCaller caller;

    TenantArchiveResource(TenantArchives archives, CurrentCaller caller) {
        this.archives = archives;
        this.caller = caller;
    }

    /**
     * Exports a tenant. The archive is complete before the first byte is sent, so neither a thread nor a connection to
     * the database waits for the reader.
     */
    @POST
    @Blocking
    @Path("/{id}/export")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public RestMulti<byte[]> export(
            @RestPath String id, @RestHeader(KEY) @Nullable String key, @RestQuery @Nullable String auditEvents) {
        var file = archives.export(id, key, isWanted(auditEvents), caller.get().actor());
        var steps = Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .item(() -> step(file))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .whilst(step -> step.length == STEP)
                .select()
                .where(step -> step.length > 0)
                .onTermination()
                .invoke(() -> close(file));
        return RestMulti.fromMultiData(steps)
                .header("Content-Disposition", "attachment; filename=\"" + id + ".gatehouse-tenant\"")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static boolean isWanted(@Nullable String auditEvents) {
        return switch (auditEvents) {
            case null -> true;
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalidOutsideBody("auditEvents", CommonErrors.notABoolean());
        };
    }

    private static byte[] step(FileChannel file) {
        var bytes = ByteBuffer.allocate(STEP);
        try {
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // the rest of the step
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a suspended tenant from an archive. The parameters replace what the archive says. */
    @POST
    @Path("/import")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<TenantView> importArchive(
            @RestHeader(KEY) @Nullable String key,
            @RestQuery @Nullable String id,
            @RestQuery @Nullable String name,
            @RestQuery @Nullable List<String> host,
            InputStream archive) {
        var created = archives.importArchive(
                archive,
                key,
                new Choices(id, name, host == null ? List.of() : host),
                caller.get().actor());
        return Bodies.created(Paths.OPERATOR_API + "/tenants/" + created.id(), created);
    }
}
