// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.SealedColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.UnaryOperator;

/** The encryption of stored secrets of upstreams. Each is valid for one kind of authentication at one upstream only. */
@ApplicationScoped
class SealedUpstreamSecrets implements SealedColumn {
    private final EncryptionKey encryptionKey;
    private final CurrentTenant tenant;

    SealedUpstreamSecrets(EncryptionKey encryptionKey, CurrentTenant tenant) {
        this.encryptionKey = encryptionKey;
        this.tenant = tenant;
    }

    @Override
    public String table() {
        return "upstream";
    }

    @Override
    public String column() {
        return "sealed_secret";
    }

    @Override
    public SealedBox box() {
        return encryptionKey.box("gatehouse upstream credentials");
    }

    @Override
    public String context(UnaryOperator<String> row) {
        return context(row.apply("id"), row.apply("authentication"));
    }

    String context(DeclaredUpstream upstream) {
        return context(upstream.id.toString(), upstream.authentication.name());
    }

    private String context(String upstream, String authentication) {
        return tenant.id() + "/" + upstream + "/" + authentication;
    }
}
