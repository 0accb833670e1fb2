// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.SealedColumn;
import dev.gatehouse.platform.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The secrets for introspection: encrypted at rest, each valid for one issuer of one tenant only. */
@ApplicationScoped
class IssuerSecrets implements SealedColumn {
    private final EncryptionKey encryptionKey;
    private final Secrets secrets;
    private final CurrentTenant tenant;

    IssuerSecrets(EncryptionKey encryptionKey, Secrets secrets, CurrentTenant tenant) {
        this.encryptionKey = encryptionKey;
        this.secrets = secrets;
        this.tenant = tenant;
    }

    /** Encrypts a secret for an issuer of the current tenant. */
    SealedSecret seal(UUID issuer, String secret) {
        return new SealedSecret(
                box().seal(secrets, secret.getBytes(StandardCharsets.UTF_8), context(tenant.id(), issuer.toString())));
    }

    String open(String owner, UUID issuer, SealedSecret sealed) {
        return box().open(sealed.box(), context(owner, issuer.toString()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> IssuerFault.unusable(IssuerErrors.secretUnreadable(issuer)));
    }

    @Override
    public String table() {
        return "trusted_issuer";
    }

    @Override
    public String column() {
        return "sealed_client_secret";
    }

    @Override
    public SealedBox box() {
        return encryptionKey.box("gatehouse trusted issuers");
    }

    @Override
    public String context(UnaryOperator<String> row) {
        return context(tenant.id(), row.apply("id"));
    }

    private static String context(String owner, String issuer) {
        return owner + "/" + issuer;
    }
}
