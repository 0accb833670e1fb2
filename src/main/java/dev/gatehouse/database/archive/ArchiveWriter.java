// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gatehouse.platform.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the archive of the current tenant: JSON lines, compressed and encrypted. The first line is the
 * {@link ArchiveHeader}. Before the rows of a table comes a line with the table and its columns. The last line has the
 * number of rows.
 */
@ApplicationScoped
public class ArchiveWriter {
    /** The names in lines that are no rows. No column has such a name. */
    static final String TABLE = "$table";

    static final String COLUMNS = "$columns";
    static final String ROWS = "$rows";

    private static final String AUDIT_EVENTS = "audit_event";

    private final ArchivedTables tables;
    private final ObjectMapper json;
    private final Secrets secrets;

    /** Returns the first line of an archive. */
    public interface Header {
        ArchiveHeader of(int schema);
    }

    ArchiveWriter(ArchivedTables tables, ObjectMapper json, Secrets secrets) {
        this.tables = tables;
        this.json = json;
        this.secrets = secrets;
    }

    /**
     * Writes the archive, as of the beginning of the current transaction, which must have executed no statement.
     *
     * @throws ArchiveFault if a stored secret cannot be decrypted
     */
    public void write(OutputStream file, ArchiveKey key, boolean auditEvents, Header header) throws IOException {
        tables.beginSnapshot();
        var content = new GZIPOutputStream(new SealedOutputStream(file, key, secrets));
        try (var lines = json.writer()
                .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .withRootValueSeparator("\n")
                .writeValues(content)) {
            lines.write(header.of(tables.schema()));
            var count = 0L;
            for (var table : tables.tables()) {
                if (auditEvents || !table.equals(AUDIT_EVENTS)) {
                    count += write(table, lines);
                }
            }
            lines.write(Map.of(ROWS, count));
        }
    }

    private long write(String table, SequenceWriter lines) throws IOException {
        var columns = tables.columns(table);
        var count = new long[1];
        tables.read(table, columns, row -> {
            if (count[0] == 0) {
                lines.write(Map.of(TABLE, table, COLUMNS, columns));
            }
            lines.write(row);
            count[0]++;
        });
        return count[0];
    }
}
