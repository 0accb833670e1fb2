package dev.gatehouse.account;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** What groups can be sorted by. */
enum GroupSort implements SortKey<Group> {
    NAME("name"),
    CREATED_AT("createdAt");

    private final String parameter;

    GroupSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<Group>> columns() {
        return switch (this) {
            case NAME -> List.of(Column.anyCase("name", group -> group.name));
            case CREATED_AT -> List.of(Column.instant("createdAt", group -> group.createdAt));
        };
    }
}
