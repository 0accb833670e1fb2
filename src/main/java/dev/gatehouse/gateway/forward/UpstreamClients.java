// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.service.upstream.UpstreamServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections to one upstream: a pool of its own, which trusts what its declaration says and nothing else, or
 * what the system trusts. The server's certificate has to name the host (RFC 9110 §4.3.4).
 */
@ApplicationScoped
class UpstreamClients {
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int HANDSHAKE_SECONDS = 5;
    private static final int MAX_HEADER_SIZE = 32 * 1024;

    /** Connections that are just being closed have left their call, and not yet the pool. */
    private static final int RESERVE = 64;

    private final Vertx vertx;
    private final TrustOptions systemTrust;

    UpstreamClients(Vertx vertx) {
        this.vertx = vertx;
        this.systemTrust = systemTrust();
    }

    /** @param calls how many there may be at once; the pool is no limit before that */
    HttpClient connect(UpstreamServer server, int calls) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(Exchange.CONNECT_TIMEOUT_MS)
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(MAX_HEADER_SIZE)
                        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                        .setTrustOptions(trust(server.trustedCertificates()))
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(calls + RESERVE));
    }

    private TrustOptions trust(@Nullable String certificates) {
        return certificates == null ? systemTrust : new PemTrustOptions().addCertValue(Buffer.buffer(certificates));
    }

    /** Read once for all of them. */
    private static TrustOptions systemTrust() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return TrustOptions.wrap(factory);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has trusted certificates", e);
        }
    }
}
