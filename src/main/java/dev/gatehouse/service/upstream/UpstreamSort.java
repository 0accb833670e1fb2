package dev.gatehouse.service.upstream;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** The sort keys of upstreams. */
enum UpstreamSort implements SortKey<DeclaredUpstream> {
    URL("url"),
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt");

    private final String parameter;

    UpstreamSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<DeclaredUpstream>> columns() {
        return switch (this) {
            case URL -> List.of(Column.text("url", upstream -> upstream.url));
            case CREATED_AT -> List.of(Column.instant("createdAt", upstream -> upstream.createdAt));
            case UPDATED_AT -> List.of(Column.instant("updatedAt", upstream -> upstream.updatedAt));
        };
    }
}
