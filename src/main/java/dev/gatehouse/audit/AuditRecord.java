// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An audit event in the database, which rejects updates of events. */
@Entity
@Immutable
@Table(name = "audit_event")
class AuditRecord extends TenantOwned {
    /** The maximum length of a detail in characters, and of its values together. */
    static final int MAX_DETAIL = 2000;

    @Id
    UUID id;

    @Column
    Instant at;

    @Column
    String action;

    @Enumerated(EnumType.STRING)
    AuditEvent.Outcome outcome;

    @Column
    @Nullable String actor;

    @Column
    @Nullable String client;

    @Column
    @Nullable String target;

    @Column
    @Nullable String address;

    @Column
    @Nullable String detail;

    /** The code of the detail; null if the detail is a value, or the version before wrote it. */
    @Column(name = "detail_code")
    @Nullable String detailCode;

    /** The values of the detail, as in {@link StoredDetail}; null without a code. */
    @Column(name = "detail_values")
    @Nullable String detailValues;

    /** The number of events in this row; null means one. */
    @Column
    @Nullable Long occurrences;

    /** The time of the last event; null for a single event. */
    @Column(name = "last_at")
    @Nullable Instant lastAt;

    /** The transaction that wrote the row, set by the database. Null in rows that are older than the column. */
    @Column(insertable = false, updatable = false)
    @Nullable Long written;

    /** All transactions before this one had ended when the row was written. Set by the database. */
    @Column(name = "written_after", insertable = false, updatable = false)
    @Nullable Long writtenAfter;

    AuditRecord() {}

    AuditRecord(UUID id, Instant at, @Nullable String address, AuditEvent event) {
        this.id = id;
        this.at = at;
        this.address = cutOrNull(address, 64);
        this.action = event.action().wireName();
        this.outcome = event.outcome();
        var cut = event.cut();
        this.actor = cut.actor();
        this.client = cut.client();
        this.target = cut.target();
        this.detail = cut.detail();
        var wording = cut.wording();
        this.detailCode = wording == null ? null : wording.code();
        this.detailValues = wording == null ? null : StoredDetail.values(wording);
    }

    /** Creates a row for several events, with the texts of the first. */
    AuditRecord(UUID id, RepeatedDenials.Counted counted) {
        this(id, counted.firstAt(), counted.address(), counted.first());
        this.occurrences = counted.occurrences();
        this.lastAt = counted.lastAt();
    }

    static @Nullable String cutOrNull(@Nullable String text, int length) {
        return text == null ? null : cut(text, length);
    }

    /**
     * Truncates a text to a length of at least 1. Replaces control characters, which could forge lines of an export.
     */
    static String cut(String text, int length) {
        var clean = text.replaceAll("\\p{Cntrl}", "�");
        return clean.length() <= length ? clean : clean.substring(0, length - 1) + "…";
    }
}
