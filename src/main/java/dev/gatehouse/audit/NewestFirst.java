package dev.gatehouse.audit;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** The one order of the audit log. */
enum NewestFirst implements SortKey<AuditEventView> {
    AT;

    /** As a walk is asked for it. */
    static final String SORT = "-at";

    @Override
    public String parameter() {
        return "at";
    }

    @Override
    public List<Column<AuditEventView>> columns() {
        return List.of(Column.instant("e.at", AuditEventView::at));
    }
}
