// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.SealedColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.UnaryOperator;

/** The encryption of stored private keys. Each is valid for one key ID of one tenant only. */
@ApplicationScoped
class SealedPrivateKeys implements SealedColumn {
    private final EncryptionKey encryptionKey;
    private final CurrentTenant tenant;

    SealedPrivateKeys(EncryptionKey encryptionKey, CurrentTenant tenant) {
        this.encryptionKey = encryptionKey;
        this.tenant = tenant;
    }

    @Override
    public String table() {
        return "signing_key";
    }

    @Override
    public String column() {
        return "sealed_private_key";
    }

    @Override
    public SealedBox box() {
        return encryptionKey.box("gatehouse signing keys");
    }

    @Override
    public String context(UnaryOperator<String> row) {
        return context(row.apply("kid"));
    }

    String context(String kid) {
        return tenant.id() + "/" + kid;
    }
}
