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
 * Creates the connection pool of each upstream. A pool trusts only the declared certificates, or those of the system if
 * none are declared. The server's certificate must name the host (RFC 9110 §4.3.4).
 */
@ApplicationScoped
class UpstreamClients {
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int HANDSHAKE_SECONDS = 5;
    private static final int MAX_HEADER_SIZE = 32 * 1024;

    /** Extra connections, because a closing connection leaves its call earlier than the pool. */
    private static final int RESERVE = 64;

    private final Vertx vertx;
    private final TrustOptions systemTrust;

    UpstreamClients(Vertx vertx) {
        this.vertx = vertx;
        this.systemTrust = systemTrust();
    }

    /**
     * Creates the pool of an upstream.
     *
     * @param calls the maximum number of concurrent calls; the pool allows all of them
     */
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

    /** Reads the system's certificates once for all upstreams. */
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
