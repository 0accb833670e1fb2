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
        this.address = cut(address, 64);
        this.action = event.action().wireName();
        this.outcome = event.outcome();
        var cut = cut(event);
        this.actor = cut.actor();
        this.client = cut.client();
        this.target = cut.target();
        this.detail = cut.detail();
    }

    /** Creates a row for several events, with the texts of the first. */
    AuditRecord(UUID id, RepeatedDenials.Counted counted) {
        this(id, counted.firstAt(), counted.address(), counted.first());
        this.occurrences = counted.occurrences();
        this.lastAt = counted.lastAt();
    }

    /** Returns the event with texts that fit the columns. */
    static AuditEvent cut(AuditEvent event) {
        return event.by(cut(event.actor(), 200))
                .client(cut(event.client(), 200))
                .target(cut(event.target(), 300))
                .detail(cut(event.detail(), 2000));
    }

    /** Truncates a text to the column length. Replaces control characters, which could forge lines of an export. */
    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null) {
            return null;
        }
        var clean = text.replaceAll("\\p{Cntrl}", "�");
        return clean.length() <= length ? clean : clean.substring(0, length - 1) + "…";
    }
}
