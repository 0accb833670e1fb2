package dev.gatehouse.scope;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** The sort keys of scopes. */
enum ScopeSort implements SortKey<Scope> {
    NAME("name"),
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt");

    private final String parameter;

    ScopeSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<Scope>> columns() {
        return switch (this) {
            case NAME -> List.of(Column.anyCase("name", scope -> scope.name));
            case CREATED_AT -> List.of(Column.instant("createdAt", scope -> scope.createdAt));
            case UPDATED_AT -> List.of(Column.instant("updatedAt", scope -> scope.updatedAt));
        };
    }
}
