package dev.gatehouse.token;

import dev.gatehouse.listing.SortKey;
import java.time.Instant;
import java.util.List;

/**
 * The sort keys of the token list. Token ids are in the order of issue. Tokens that never expire sort after all others,
 * and tokens that were never used sort before all others.
 */
enum TokenSort implements SortKey<TokenList.Row> {
    ISSUED_AT("issuedAt"),
    EXPIRES_AT("expiresAt"),
    LAST_USED_AT("lastUsedAt");

    private final String parameter;

    TokenSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<TokenList.Row>> columns() {
        return switch (this) {
            case ISSUED_AT -> List.of();
            case EXPIRES_AT ->
                List.of(Column.instant(
                        "t.expiresAt", Instant.parse("9999-12-31T00:00:00Z"), token -> token.expiresAt()));
            case LAST_USED_AT -> List.of(Column.instant("t.lastUsedAt", Instant.EPOCH, token -> token.lastUsedAt()));
        };
    }
}
