// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

import dev.gatehouse.problem.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV text (RFC 4180) with the position of every cell. The separator is a comma, or a semicolon if the first line has
 * no comma.
 *
 * @param titles the cells of the first row
 * @param rows the other rows by title; a missing cell at the end is empty
 */
record CsvTable(List<Located> titles, List<Row> rows) {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int MAX_MEBIBYTES = 10;
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_COLUMNS = 50;
    private static final int MAX_CELL = 50_000;

    CsvTable {
        titles = List.copyOf(titles);
        rows = List.copyOf(rows);
    }

    /** A row: its cells by title. */
    record Row(Map<String, Located> cells) {
        Row {
            cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
        }
    }

    /**
     * Reads a table.
     *
     * @throws ImportFault if the text is malformed or too large
     */
    static CsvTable read(String file, byte[] bytes) {
        return new Reader(file, text(file, bytes)).table();
    }

    private static String text(String file, byte[] bytes) {
        var start = new SourcePosition(file, 1, 1);
        if (bytes.length > MAX_MEBIBYTES * MEBIBYTE) {
            throw ImportFault.at(start, "The file is larger than " + MAX_MEBIBYTES + " MiB.");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw ImportFault.at(start, "The file is not UTF-8.");
        }
    }

    /** Reads cells from left to right. */
    private static final class Reader {
        private final String file;
        private final String text;
        private final char separator;
        private int at;
        private int line = 1;
        private int lineStart;

        Reader(String file, String text) {
            this.file = file;
            this.text = text;
            var first = text.lines().findFirst().orElse("");
            this.separator = first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
        }

        CsvTable table() {
            var titles = nonBlankRow();
            if (titles.isEmpty()) {
                throw ImportFault.at(position(), "The file is empty.");
            }
            var rows = new ArrayList<Row>();
            for (var cells = nonBlankRow(); !cells.isEmpty(); cells = nonBlankRow()) {
                if (rows.size() == MAX_ROWS) {
                    throw ImportFault.at(cells.getFirst().place(), "The file has more than " + MAX_ROWS + " rows.");
                }
                if (cells.size() > titles.size()) {
                    throw ImportFault.at(
                            cells.get(titles.size()).place(),
                            "The row has more cells than the first row, which has " + titles.size() + ".");
                }
                rows.add(row(titles, cells));
            }
            return new CsvTable(titles, rows);
        }

        private static Row row(List<Located> titles, List<Located> cells) {
            var row = new LinkedHashMap<String, Located>();
            for (var i = 0; i < cells.size(); i++) {
                var title = titles.get(i).text();
                var cell = cells.get(i);
                row.put(
                        title,
                        new Located(cell.text(), new Place(title, cell.place().position())));
            }
            return new Row(row);
        }

        /** Returns the next row with a cell that is not blank; an empty list at the end. */
        private List<Located> nonBlankRow() {
            while (at < text.length()) {
                var row = row();
                if (row.stream().anyMatch(cell -> !cell.text().isBlank())) {
                    return row;
                }
            }
            return List.of();
        }

        private List<Located> row() {
            var cells = new ArrayList<Located>();
            while (true) {
                if (cells.size() == MAX_COLUMNS) {
                    throw ImportFault.at(position(), "A row has at most " + MAX_COLUMNS + " cells.");
                }
                var position = position();
                cells.add(new Located(cell(), new Place("", position)));
                if (at < text.length() && text.charAt(at) == separator) {
                    at++;
                    continue;
                }
                endLine();
                return cells;
            }
        }

        private String cell() {
            return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
        }

        private String plain() {
            var begin = at;
            while (at < text.length() && text.charAt(at) != separator && !isLineEnd()) {
                if (text.charAt(at) == '"') {
                    throw ImportFault.at(position(), "A cell with a quotation mark must be in quotation marks.");
                }
                at++;
            }
            return bounded(text.substring(begin, at));
        }

        private String quoted() {
            var begin = position();
            var cell = new StringBuilder();
            at++;
            while (true) {
                if (at == text.length()) {
                    throw ImportFault.at(begin, "The quotation mark at the end of the cell is missing.");
                }
                var c = text.charAt(at);
                if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append('"');
                    at += 2;
                } else if (c == '"') {
                    at++;
                    break;
                } else {
                    cell.append(c);
                    at++;
                    if (c == '\n') {
                        line++;
                        lineStart = at;
                    }
                }
            }
            if (at < text.length() && text.charAt(at) != separator && !isLineEnd()) {
                throw ImportFault.at(position(), "After the quotation mark, expected the next cell.");
            }
            return bounded(cell.toString());
        }

        private String bounded(String cell) {
            if (cell.length() > MAX_CELL) {
                throw ImportFault.at(position(), "A cell has at most " + MAX_CELL + " characters.");
            }
            return cell.strip();
        }

        private boolean isLineEnd() {
            return text.charAt(at) == '\n' || text.charAt(at) == '\r';
        }

        private void endLine() {
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            line++;
            lineStart = at;
        }

        private SourcePosition position() {
            return new SourcePosition(file, line, at - lineStart + 1);
        }
    }
}
