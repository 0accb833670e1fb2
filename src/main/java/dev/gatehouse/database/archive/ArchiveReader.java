// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gatehouse.database.archive.ArchiveFault.Kind;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads an archive that {@link ArchiveWriter} wrote. */
public final class ArchiveReader implements Closeable {
    private static final int BATCH = 500;

    private final ArchivedTables tables;
    private final MappingIterator<JsonNode> lines;
    private final ArchiveHeader header;

    private String table = "";
    private List<String> columns = List.of();
    private ArrayNode batch;
    private long count;

    /**
     * Reads the first line.
     *
     * @throws ArchiveFault if the input is not an archive, or cannot be decrypted with the key
     */
    public ArchiveReader(InputStream file, ArchiveKey key, ArchivedTables tables, ObjectMapper mapper)
            throws IOException {
        this.tables = tables;
        this.batch = mapper.createArrayNode();
        var content =
                new GZIPInputStream(new SealedInputStream(new BufferedInputStream(file), key), SealedChunk.CONTENT);
        this.lines = mapper.readerFor(JsonNode.class)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readValues(content);
        this.header = mapper.treeToValue(next(), ArchiveHeader.class);
    }

    public ArchiveHeader header() {
        return header;
    }

    /** Returns whether the rows come from a newer schema than that of this database. */
    public boolean isNewer() {
        return header.schema() > tables.schema();
    }

    /**
     * Stores all rows for the current tenant.
     *
     * @throws ArchiveFault if the archive is not complete, or does not fit the tables
     */
    public void store() throws IOException {
        var known = new HashSet<>(tables.tables());
        while (true) {
            var line = next();
            if (line.path(ArchiveWriter.ROWS).isNumber()) {
                flush();
                requireEnd(line.path(ArchiveWriter.ROWS).asLong());
                return;
            }
            if (line.path(ArchiveWriter.COLUMNS).isArray()
                    && line.path(ArchiveWriter.TABLE).isTextual()) {
                flush();
                begin(line, known);
            } else {
                require(!table.isEmpty() && line.isObject(), "a row without a table");
                batch.add(line);
                count++;
                if (batch.size() == BATCH) {
                    flush();
                }
            }
        }
    }

    private void begin(JsonNode line, Set<String> known) throws ArchiveFault {
        table = line.path(ArchiveWriter.TABLE).asText();
        require(known.remove(table), "the table " + table);
        var named = new ArrayList<String>();
        line.path(ArchiveWriter.COLUMNS).forEach(column -> named.add(column.asText()));
        require(tables.columns(table).containsAll(named), "the columns of " + table);
        columns = named;
    }

    private void flush() {
        if (!batch.isEmpty()) {
            tables.write(table, columns, batch);
            batch.removeAll();
        }
    }

    private void requireEnd(long written) throws IOException {
        require(written == count && !lines.hasNext(), "the number of rows");
    }

    private JsonNode next() throws IOException {
        try {
            require(lines.hasNextValue(), "no last line");
            return lines.nextValue();
        } catch (JsonParseException | JsonMappingException e) {
            throw new ArchiveFault(Kind.CONTENT, e.getOriginalMessage());
        }
    }

    private static void require(boolean holds, String what) throws ArchiveFault {
        if (!holds) {
            throw new ArchiveFault(Kind.CONTENT, what);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
