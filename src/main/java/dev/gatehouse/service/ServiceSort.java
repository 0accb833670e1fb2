package dev.gatehouse.service;

import dev.gatehouse.listing.SortKey;
import java.time.Instant;
import java.util.List;

/** The sort keys of exposed services. Services that were never called sort before all others. */
enum ServiceSort implements SortKey<ExposedService> {
    PATH("path"),
    NAME("name"),
    LAST_USED_AT("lastUsedAt"),
    CREATED_AT("createdAt");

    private final String parameter;

    ServiceSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<ExposedService>> columns() {
        return switch (this) {
            case PATH -> List.of(Column.text("path", service -> service.path));
            case NAME -> List.of(Column.anyCase("name", service -> service.name));
            case LAST_USED_AT -> List.of(Column.instant("lastUsedAt", Instant.EPOCH, service -> service.lastUsedAt));
            case CREATED_AT -> List.of(Column.instant("createdAt", service -> service.createdAt));
        };
    }
}
