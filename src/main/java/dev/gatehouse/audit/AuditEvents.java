// SPDX-License-Identifier: Apache-2.0
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

/** Read access to the audit log of the current tenant: by page, incrementally and as an export. */
@ApplicationScoped
public class AuditEvents {
    /** The media type of an export. */
    public static final String JSON_LINES = "application/jsonl";

    /** The only sort order of the audit log. */
    private static final PagedList<AuditEventView> NEWEST_FIRST =
            PagedList.of("e.id", AuditEventView::id).sortedBy("at", Column.instant("e.at", AuditEventView::at));

    private static final String SORT = "-at";

    /** The number of events that one step of an export examines, which bounds the memory. */
    private static final int STEP = 2_000;

    private final AuditSearch search;
    private final AuditTail following;
    private final AuditLog audit;
    private final CurrentTenant tenant;
    private final ObjectMapper json;

    AuditEvents(AuditSearch search, AuditTail following, AuditLog audit, CurrentTenant tenant, ObjectMapper json) {
        this.search = search;
        this.following = following;
        this.audit = audit;
        this.tenant = tenant;
        this.json = json;
    }

    /**
     * Returns a page of the matching events, newest first.
     *
     * @param after the {@link Page#next} of the previous page
     */
    @Transactional
    public Page<AuditEventView> list(AuditFilter filter, @Nullable String after, int size) {
        var query = NEWEST_FIRST.query(SORT, after, size);
        return query.page(search.newest(filter, query, size + 1));
    }

    /**
     * Returns the events after a position of the log, in the order of storage. The page always has a {@code next}, the
     * position for the next call. With these positions, a caller gets every event exactly once, however late the event
     * was stored.
     *
     * @param since the ID of the newest event of {@link #list}, after which events stored at the same time may be
     *     repeated; or the {@code next} of the previous page; or {@code now}
     */
    @Transactional
    public Page<AuditEventView> since(String since, AuditFilter filter, int size) {
        return following.since(since, filter, size);
    }

    @Transactional
    AuditEventView view(UUID id) {
        return search.byId(id).orElseThrow(() -> ProblemException.notFound(AuditErrors.notFound()));
    }

    /**
     * Exports all matching events as JSON lines, newest first. The next step is read when the reader has received the
     * previous one, so neither a thread nor a connection waits for the reader. The export itself is recorded before the
     * first event is sent.
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
     * One step of an export.
     *
     * @param text the events, one per line, without a line break at the end
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
