package dev.gatehouse.client;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** The sort keys of clients. Clients of the same name are sorted by version. */
enum ClientSort implements SortKey<Client> {
    NAME("name"),
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt");

    private final String parameter;

    ClientSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<Client>> columns() {
        return switch (this) {
            case NAME ->
                List.of(
                        Column.anyCase("name", client -> client.name),
                        Column.anyCase("version", client -> client.version));
            case CREATED_AT -> List.of(Column.instant("createdAt", client -> client.createdAt));
            case UPDATED_AT -> List.of(Column.instant("updatedAt", client -> client.updatedAt));
        };
    }
}
