package dev.gatehouse.issuer;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** What trusted issuers can be sorted by. */
enum IssuerSort implements SortKey<StoredIssuer> {
    NAME("name"),
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt");

    private final String parameter;

    IssuerSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<StoredIssuer>> columns() {
        return switch (this) {
            case NAME -> List.of(Column.anyCase("name", issuer -> issuer.name));
            case CREATED_AT -> List.of(Column.instant("createdAt", issuer -> issuer.createdAt));
            case UPDATED_AT -> List.of(Column.instant("updatedAt", issuer -> issuer.updatedAt));
        };
    }
}
