// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The secrets for introspection: encrypted at rest, each valid for one issuer of one tenant only. */
final class IssuerSecrets {
    private IssuerSecrets() {}

    static SealedSecret seal(EncryptionKey key, Secrets secrets, String tenant, UUID issuer, String secret) {
        return new SealedSecret(
                box(key).seal(secrets, secret.getBytes(StandardCharsets.UTF_8), context(tenant, issuer)));
    }

    static String open(EncryptionKey key, String tenant, UUID issuer, SealedSecret sealed) {
        return box(key).open(sealed.box(), context(tenant, issuer))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> IssuerFault.unusable(IssuerErrors.secretUnreadable(issuer)));
    }

    private static SealedBox box(EncryptionKey key) {
        return key.box("gatehouse trusted issuers");
    }

    private static String context(String tenant, UUID issuer) {
        return tenant + "/" + issuer;
    }
}
