// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedColumn;
import dev.gatehouse.platform.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The encryption of stored secrets for introspection. Each is valid for one issuer of one tenant only. */
@Singleton
class IssuerSecrets extends SealedColumn {
    IssuerSecrets(EncryptionKey key, Secrets secrets) {
        super(key, secrets, "gatehouse trusted issuers", "trusted_issuer", "sealed_client_secret", List.of("id"));
    }

    SealedSecret seal(String secret, String tenant, UUID issuer) {
        return new SealedSecret(seal(secret.getBytes(StandardCharsets.UTF_8), tenant, List.of(issuer.toString())));
    }

    /**
     * Returns the secret of an issuer.
     *
     * @throws IssuerFault if the secret was encrypted with another key
     */
    String open(SealedSecret sealed, String tenant, UUID issuer) {
        return open(sealed.box(), tenant, List.of(issuer.toString()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> IssuerFault.unusable(IssuerErrors.secretUnreadable(issuer)));
    }
}
