// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedColumn;
import dev.gatehouse.platform.Secrets;
import jakarta.inject.Singleton;
import java.util.List;

/** The encryption of stored secrets of upstreams. Each is valid for one kind of authentication at one upstream only. */
@Singleton
class SealedUpstreamSecrets extends SealedColumn {
    SealedUpstreamSecrets(EncryptionKey key, Secrets secrets) {
        super(
                key,
                secrets,
                "gatehouse upstream credentials",
                "upstream",
                "sealed_secret",
                List.of("id", "authentication"));
    }

    /** Returns the texts that identify the row of an upstream. */
    static List<String> row(DeclaredUpstream upstream) {
        return List.of(upstream.id.toString(), upstream.authentication.name());
    }
}
