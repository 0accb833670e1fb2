package dev.gatehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** The current tenant's audit log for those who read it: page by page, as it grows, and whole. */
@ApplicationScoped
public class AuditEvents {
    /** What an export is. */
    public static final String JSON_LINES = "application/jsonl";

    /** The only order of the audit log. */
    private static final PagedList<AuditEventView> NEWEST_FIRST =
            PagedList.of("e.id", AuditEventView::id).sortedBy("at", Column.instant("e.at", AuditEventView::at));

    private static final String SORT = "-at";

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
        var query = NEWEST_FIRST.query(SORT, after, size);
        return query.page(search.newest(filter, query, size + 1));
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
        return search.byId(id).orElseThrow(() -> ProblemException.notFound(AuditErrors.notFound()));
    }

    /**
     * All events that are wanted as JSON lines, the newest first. A step of them is read when the step before it was taken, so
     * neither a thread nor a connection waits for the reader. Who takes them is recorded before the first is.
     */
    public RestMulti<String> export(AuditFilter filter, String actor) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        AuditEvent.success(AuditAction.AUDIT_EXPORTED).by(actor).detail(filter.words())));
        var of = tenant.id();
        var steps = Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(NEWEST_FIRST.query(SORT, null, STEP)),
                        place -> Uni.createFrom()
                                .item(() -> tenant.call(of, () -> lines(filter, place)))
                                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .whilst(step -> !step.last())
                .map(Lines::text)
                .select()
                .where(text -> !text.isEmpty());
        return RestMulti.fromMultiData(steps)
                .header("Content-Disposition", "attachment; filename=\"audit-events.jsonl\"")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .encodeAsJsonArray(false)
                .build();
    }

    /**
     * A step of an export.
     *
     * @param text the events, a line each, without an end of the last line
     */
    private record Lines(String text, boolean last) {}

    private Lines lines(AuditFilter filter, AtomicReference<PagedList.Query<AuditEventView>> place) {
        var query = Objects.requireNonNull(place.get());
        var step = QuarkusTransaction.requiringNew().call(() -> search.step(filter, query));
        var text = step.events().stream().map(this::line).collect(Collectors.joining("\n"));
        if (step.end() == null) {
            return new Lines(text, true);
        }
        place.set(query.behind(step.end()));
        return new Lines(text, false);
    }

    private String line(AuditEventView event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
