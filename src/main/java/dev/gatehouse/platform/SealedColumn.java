// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import java.util.List;
import java.util.Optional;

/**
 * A column whose values are encrypted with the key of the deployment. A value is valid only for its purpose, its tenant
 * and the columns that identify its row. A copy of a row for another deployment needs the decrypted value, so all
 * columns of this kind have a bean of this type.
 */
public abstract class SealedColumn {
    private final SealedBox box;
    private final Secrets secrets;
    private final String table;
    private final String column;
    private final List<String> identity;

    /**
     * Creates the encryption of a column.
     *
     * @param purpose the use of the values, so that two columns never share a key
     * @param identity the columns of the same table that identify the row of a value
     */
    protected SealedColumn(
            EncryptionKey key, Secrets secrets, String purpose, String table, String column, List<String> identity) {
        this.box = key.box(purpose);
        this.secrets = secrets;
        this.table = table;
        this.column = column;
        this.identity = List.copyOf(identity);
    }

    public String table() {
        return table;
    }

    public String column() {
        return column;
    }

    /** Returns the columns that identify the row of a value. */
    public List<String> identity() {
        return identity;
    }

    /**
     * Encrypts a value.
     *
     * @param row the texts of the identifying columns
     */
    public byte[] seal(byte[] value, String tenant, List<String> row) {
        return box.seal(secrets, value, context(tenant, row));
    }

    /** Returns the decrypted value, or empty if the value was encrypted with another key or for another row. */
    public Optional<byte[]> open(byte[] sealed, String tenant, List<String> row) {
        return box.open(sealed, context(tenant, row));
    }

    private static String context(String tenant, List<String> row) {
        return tenant + "/" + String.join("/", row);
    }
}
