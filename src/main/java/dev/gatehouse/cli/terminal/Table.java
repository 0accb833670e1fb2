// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table with aligned columns, printed page by page, so that a list of any length needs little memory. A column gets
 * wider when a later page needs it.
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final int[] widths;
    private boolean begun;

    public Table(Column... columns) {
        this.columns = List.of(columns);
        this.widths = new int[columns.length];
    }

    /** Prints rows, before the first ones the heads. */
    public void print(Iterable<JsonNode> rows) {
        var lines = new ArrayList<List<String>>();
        if (!begun) {
            lines.add(columns.stream().map(Column::head).toList());
            begun = true;
        }
        rows.forEach(row -> lines.add(columns.stream()
                .map(column -> PlainText.of(column.text().apply(row)))
                .toList()));
        lines.forEach(this::widen);
        lines.forEach(line -> Terminal.print(aligned(line)));
    }

    private void widen(List<String> cells) {
        IntStream.range(0, widths.length)
                .forEach(i -> widths[i] = Math.max(widths[i], PlainText.columns(cells.get(i))));
    }

    private String aligned(List<String> cells) {
        var line = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
            line.append(cells.get(i))
                    .repeat(' ', widths[i] - PlainText.columns(cells.get(i)))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
