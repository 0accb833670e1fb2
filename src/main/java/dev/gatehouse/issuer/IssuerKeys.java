// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.TimeSource;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of trusted issuers: fetched on first use, refreshed every few minutes, and fetched once in between for an
 * unknown key ({@link RefreshedValue}). Keys and key URLs in tokens are ignored.
 */
@ApplicationScoped
class IssuerKeys {
    private static final int ISSUERS = 10_000;

    private record Key(UUID issuer, int version) {}

    private final Discovery discovery;
    private final IssuerHttp http;
    private final TimeSource time;
    private final Cache<Key, RefreshedValue<VerificationKeys>> cache =
            Caffeine.newBuilder().maximumSize(ISSUERS).build();

    IssuerKeys(Discovery discovery, IssuerHttp http, TimeSource time) {
        this.discovery = discovery;
        this.http = http;
        this.time = time;
    }

    /** Returns the keys that may have signed a token; empty if the issuer has none. */
    Future<List<JsonWebKey>> candidates(TrustedIssuer issuer, JwsAlgorithm algorithm, @Nullable String kid) {
        return of(issuer)
                .get(keys -> !keys.candidates(algorithm, kid).isEmpty())
                .map(keys -> keys.candidates(algorithm, kid));
    }

    /** Returns whether the cached keys include a key; false if the keys must be fetched to know. */
    boolean isCurrent(TrustedIssuer issuer, String thumbprint) {
        var keys = of(issuer).ifUsable();
        return keys != null && keys.holds(thumbprint);
    }

    private RefreshedValue<VerificationKeys> of(TrustedIssuer issuer) {
        return cache.get(
                new Key(issuer.id(), issuer.version()),
                key -> new RefreshedValue<>(time, () -> fetch(issuer.issuer(), issuer.jwksUri())));
    }

    /**
     * Fetches the keys of an issuer.
     *
     * @param jwksUri null to use the URL in the issuer's metadata
     */
    Future<VerificationKeys> fetch(String issuer, @Nullable String jwksUri) {
        var place = jwksUri == null
                ? discovery.of(issuer).map(IssuerMetadata::jwksUri)
                : Future.succeededFuture(URI.create(jwksUri));
        return place.compose(url -> {
            if (url == null) {
                throw IssuerFault.unusable(IssuerErrors.noJwksUri(issuer));
            }
            return http.get(url)
                    .map(body -> VerificationKeys.parse(body)
                            .orElseThrow(() -> IssuerFault.unusable(IssuerErrors.notAKeySet(url))));
        });
    }
}
