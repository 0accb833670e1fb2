package dev.gatehouse.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.Walk;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The current tenant's audit log for those who read it: page by page, as it grows, and whole. */
@ApplicationScoped
public class AuditEvents {
    /** What an export is. */
    public static final String JSON_LINES = "application/jsonl";

    /** How many events a step of an export looks at, which are in memory at most. */
    private static final int STEP = 2_000;

    private final AuditSearch search;
    private final AuditFollowing following;
    private final AuditLog audit;
    private final CurrentTenant tenant;
    private final ObjectMapper json;

    AuditEvents(AuditSearch search, AuditFollowing following, AuditLog audit, CurrentTenant tenant, ObjectMapper json) {
        this.search = search;
        this.following = following;
        this.audit = audit;
        this.tenant = tenant;
        this.json = json;
    }

    /**
     * A page of the events that are wanted, the newest first.
     *
     * @param after what {@link Page#next} was
     */
    @Transactional
    public Page<AuditEventView> list(AuditFilter filter, @Nullable String after, int size) {
        var walk = walk(after, size);
        return walk.page(search.newest(filter, walk, size + 1), AuditEventView::id);
    }

    /**
     * What came after a place in the log, in the order in which it was stored. The page always has a {@code next}, which goes
     * on where it ended: walked so, every event comes exactly once, however late it was stored.
     *
     * @param since the id of the newest event that {@link #list} has shown, whereupon events may come again that were stored
     *     at the same time as that one; or what {@code next} was; or {@code now}
     */
    @Transactional
    public Page<AuditEventView> since(String since, AuditFilter filter, int size) {
        return following.since(since, filter, size);
    }

    @Transactional
    public AuditEventView view(UUID id) {
        return search.byId(id).orElseThrow(() -> ProblemException.notFound("The audit event"));
    }

    /**
     * All events that are wanted as JSON lines, the newest first, read little by little while they are written out. Who takes
     * them is recorded before the first is.
     */
    @Transactional
    public RestResponse<StreamingOutput> export(AuditFilter filter, String actor) {
        audit.record(AuditEvent.success(AuditAction.AUDIT_EXPORTED).by(actor).detail(filter.words()));
        var of = tenant.id();
        StreamingOutput file = out -> tenant.call(of, () -> write(filter, out));
        return RestResponse.ResponseBuilder.ok(file, JSON_LINES)
                .header("Content-Disposition", "attachment; filename=\"audit-events.jsonl\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private boolean write(AuditFilter filter, OutputStream out) throws IOException {
        for (var walk = walk(null, STEP); ; ) {
            var place = walk;
            var step = QuarkusTransaction.requiringNew().call(() -> search.step(filter, place));
            for (var event : step.events()) {
                out.write(json.writeValueAsBytes(event));
                out.write('\n');
            }
            if (step.end() == null) {
                return true;
            }
            walk = walk.behind(step.end(), step.end().id());
        }
    }

    private static Walk<AuditEventView> walk(@Nullable String after, int size) {
        return Walk.of(NewestFirst.values(), NewestFirst.SORT, after, size);
    }
}
