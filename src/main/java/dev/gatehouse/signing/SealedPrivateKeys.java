// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedColumn;
import dev.gatehouse.platform.Secrets;
import jakarta.inject.Singleton;
import java.util.List;

/** The encryption of stored private keys. Each is valid for one key ID of one tenant only. */
@Singleton
class SealedPrivateKeys extends SealedColumn {
    SealedPrivateKeys(EncryptionKey key, Secrets secrets) {
        super(key, secrets, "gatehouse signing keys", "signing_key", "sealed_private_key", List.of("kid"));
    }
}
