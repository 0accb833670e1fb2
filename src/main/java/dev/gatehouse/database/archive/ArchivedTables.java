// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.database.TenantRows;
import dev.gatehouse.database.archive.ArchiveFault.Kind;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.SealedColumn;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * The rows of the current tenant in all tables, as JSON objects that PostgreSQL writes and reads. Values that are
 * encrypted with the key of the deployment are decrypted in the objects, and encrypted again when they are stored.
 *
 * <p>The hosts of a tenant, the announcements of changes and the entries of operators are not in these tables: the hosts
 * are checked again at their new place, announcements concern running nodes only, and entries belong to accounts of the
 * operator of this deployment.
 */
@ApplicationScoped
public class ArchivedTables {
    private static final Set<String> LEFT_OUT = Set.of("tenant_host", "change_log", "operator_entry");

    /** Columns with facts about the database server, which another server fills with its own. */
    private static final Map<String, Set<String>> COLUMNS_LEFT_OUT =
            Map.of("audit_event", Set.of("written", "written_after"));

    private static final String COLUMNS = """
            select a.attname::text from pg_attribute a
            where a.attrelid = to_regclass(quote_ident(:table)) and a.attnum > 0 and not a.attisdropped
              and a.attgenerated = '' and a.attname <> 'tenant_id'
            order by a.attnum""";

    private static final int FETCHED = 500;
    private static final String HEX = "\\x";

    private final CurrentTenant tenant;
    private final TenantRows rows;
    private final EntityManager entityManager;
    private final ObjectMapper json;
    private final Map<String, List<SealedColumn>> sealed;

    /** Receives the rows of a table. */
    public interface RowReceiver {
        void receive(ObjectNode row) throws IOException;
    }

    ArchivedTables(
            CurrentTenant tenant,
            TenantRows rows,
            EntityManager entityManager,
            ObjectMapper json,
            @All List<SealedColumn> sealed) {
        this.tenant = tenant;
        this.rows = rows;
        this.entityManager = entityManager;
        this.json = json;
        this.sealed = sealed.stream().collect(Collectors.groupingBy(SealedColumn::table));
    }

    /** Returns the tables, such that each one comes after the tables that its foreign keys refer to. */
    List<String> tables() {
        return rows.tables().reversed().stream()
                .filter(table -> !LEFT_OUT.contains(table))
                .toList();
    }

    /** Returns the version of the schema. */
    int schema() {
        return ((Number) entityManager
                        .createNativeQuery(
                                "select max(cast(split_part(version, '.', 1) as integer)) from flyway_schema_history"
                                        + " where success")
                        .getSingleResult())
                .intValue();
    }

    /** Returns the columns of a table that an archive has. */
    List<String> columns(String table) {
        List<?> columns = entityManager
                .createNativeQuery(COLUMNS)
                .setParameter("table", table)
                .getResultList();
        var leftOut = COLUMNS_LEFT_OUT.getOrDefault(table, Set.of());
        return columns.stream()
                .map(String::valueOf)
                .filter(column -> !leftOut.contains(column))
                .toList();
    }

    /**
     * Begins an unchanging view of the database, in which all tables are read as they are now. Must be the first
     * statement of a transaction.
     */
    void beginSnapshot() {
        entityManager
                .createNativeQuery("set transaction isolation level repeatable read, read only")
                .executeUpdate();
    }

    /**
     * Reads the rows of a table.
     *
     * @throws ArchiveFault if a secret cannot be decrypted
     */
    void read(String table, List<String> columns, RowReceiver receiver) throws IOException {
        var sql = "select row_to_json(r)::text from (select %s from %s where tenant_id = ?) r"
                .formatted(names(columns), quoted(table));
        var failure = entityManager.unwrap(Session.class).doReturningWork(connection -> {
            try {
                read(connection, sql, table, receiver);
                return null;
            } catch (IOException e) {
                return e;
            }
        });
        if (failure != null) {
            throw failure;
        }
    }

    private void read(Connection connection, String sql, String table, RowReceiver receiver)
            throws SQLException, IOException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCHED);
            statement.setString(1, tenant.id());
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    var row = (ObjectNode) json.readTree(found.getString(1));
                    for (var column : sealed.getOrDefault(table, List.of())) {
                        open(column, row);
                    }
                    receiver.receive(row);
                }
            }
        }
    }

    /**
     * Stores rows of a table for the current tenant.
     *
     * @param columns columns that the table has
     * @throws ArchiveFault if a secret is not Base64
     */
    void write(String table, List<String> columns, ArrayNode added) throws ArchiveFault {
        for (var row : added) {
            for (var column : sealed.getOrDefault(table, List.of())) {
                seal(column, (ObjectNode) row);
            }
        }
        var names = names(columns);
        entityManager
                .createNativeQuery(
                        "insert into %1$s (tenant_id, %2$s) select :tenant, %2$s from json_populate_recordset(null::%1$s, cast(:rows as json))"
                                .formatted(quoted(table), names))
                .setParameter("tenant", tenant.id())
                .setParameter("rows", added.toString())
                .executeUpdate();
    }

    private void open(SealedColumn column, ObjectNode row) throws ArchiveFault {
        var stored = row.path(column.column());
        if (stored.isNull()) {
            return;
        }
        var identity = identity(column, row);
        var opened = column.open(
                        HexFormat.of().parseHex(stored.asText().substring(HEX.length())), tenant.id(), identity)
                .orElseThrow(() -> new ArchiveFault(
                        Kind.SECRET, column.table() + "." + column.column() + " of " + String.join(", ", identity)));
        row.put(column.column(), Base64.getEncoder().encodeToString(opened));
    }

    private void seal(SealedColumn column, ObjectNode row) throws ArchiveFault {
        var opened = row.path(column.column());
        if (opened.isNull()) {
            return;
        }
        try {
            var sealedAgain =
                    column.seal(Base64.getDecoder().decode(opened.asText()), tenant.id(), identity(column, row));
            row.put(column.column(), HEX + HexFormat.of().formatHex(sealedAgain));
        } catch (IllegalArgumentException notBase64) {
            throw new ArchiveFault(Kind.CONTENT, column.table() + "." + column.column() + " is not Base64");
        }
    }

    private static List<String> identity(SealedColumn column, JsonNode row) {
        return column.identity().stream().map(name -> row.path(name).asText()).toList();
    }

    private static String names(List<String> columns) {
        return columns.stream().map(ArchivedTables::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
