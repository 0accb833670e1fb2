// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import java.util.function.UnaryOperator;

/**
 * A column whose values are encrypted with the key of the deployment. A copy of a row for another deployment needs the
 * decrypted value. All columns of this kind have a bean of this type.
 */
public interface SealedColumn {
    String table();

    String column();

    /** Returns the encryption of the values. */
    SealedBox box();

    /**
     * Returns the context of a value, for the current tenant.
     *
     * @param row returns the text of another column of the row
     */
    String context(UnaryOperator<String> row);
}
