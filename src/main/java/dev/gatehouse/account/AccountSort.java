package dev.gatehouse.account;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** What accounts can be sorted by. */
enum AccountSort implements SortKey<Account> {
    USERNAME("username"),
    DISPLAY_NAME("displayName"),
    CREATED_AT("createdAt");

    private final String parameter;

    AccountSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<Account>> columns() {
        return switch (this) {
            case USERNAME -> List.of(Column.anyCase("username", account -> account.username));
            case DISPLAY_NAME -> List.of(Column.anyCase("displayName", account -> account.displayName));
            case CREATED_AT -> List.of(Column.instant("createdAt", account -> account.createdAt));
        };
    }
}
