// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.issuer.TrustedIssuer.IntrospectionSettings;
import dev.gatehouse.issuer.VerificationResult.Accepted;
import dev.gatehouse.issuer.VerificationResult.Check;
import dev.gatehouse.issuer.VerificationResult.Rejected;
import dev.gatehouse.issuer.VerificationResult.Undecided;
import dev.gatehouse.issuer.VerificationResult.Unknown;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.SingleFlight;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verification results of tokens that Gatehouse did not issue. A result is cached while nothing that this node
 * knows of can have changed it: for a signed token until the token expires, while the signing key is one of the
 * issuer's; for an introspected token for the seconds that the issuer's settings allow; in both cases while the trusted
 * issuer is unchanged. Scopes are not part of a result, because they are mapped at each call.
 */
@ApplicationScoped
public class ExternalTokens {
    private static final int PART_OF_HEAP = 16;

    /** The time for which Gatehouse does not ask again about a token that the issuer called inactive. */
    private static final Duration INACTIVE = Duration.ofSeconds(10);

    private record Key(String tenant, Sha256 token) {}

    /**
     * A cached result.
     *
     * @param key the thumbprint of the key that signed the token; null if no key did
     */
    private record CachedResult(
            TrustedIssuer issuer,
            VerificationResult result,
            @Nullable String key,
            Instant from,
            Instant until) {
        /** Returns the estimated heap size of the texts, in bytes, without the issuer, which the catalogue holds. */
        int bytesOfTexts() {
            return CacheBound.bytes(key)
                    + switch (result) {
                        case Accepted accepted -> bytes(accepted.token());
                        case Rejected refused -> bytes(refused.finding());
                        case Undecided undecided -> bytes(undecided.finding());
                        case Unknown unknown -> 0;
                    };
        }

        /** The values make up nearly the whole size. */
        private static int bytes(ErrorText finding) {
            return finding.arguments().stream()
                    .mapToInt(argument -> argument instanceof ErrorText nested
                            ? bytes(nested)
                            : CacheBound.bytes(argument.toString()))
                    .sum();
        }

        private static int bytes(ExternalToken token) {
            return CacheBound.bytes(token.client())
                    + CacheBound.bytes(token.subject())
                    + CacheBound.bytes(token.scopes());
        }
    }

    /** A request about one token to one version of a trusted issuer. */
    private record IntrospectionKey(Key key, UUID issuer, int version) {}

    private final TrustedIssuers issuers;
    private final IssuerKeys keys;
    private final Introspection introspection;
    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Cache<Key, CachedResult> results;
    private final SingleFlight<IntrospectionKey, Supplier<VerificationResult>> introspections = new SingleFlight<>();

    ExternalTokens(
            TrustedIssuers issuers,
            IssuerKeys keys,
            Introspection introspection,
            CurrentTenant tenant,
            TimeSource time) {
        this.issuers = issuers;
        this.keys = keys;
        this.introspection = introspection;
        this.tenant = tenant;
        this.time = time;
        CacheBound<CachedResult> bound = CacheBound.partOfHeap(PART_OF_HEAP, CachedResult::bytesOfTexts);
        this.results = Caffeine.newBuilder()
                .maximumWeight(bound.most())
                .weigher((Key key, CachedResult cached) -> bound.weight().applyAsInt(cached))
                .build();
    }

    /** Returns the cached result of a token, or null if there is none. Never waits. */
    public @Nullable VerificationResult ifCached(String tenantId, Sha256 digest) {
        var catalogue = issuers.catalogueIfCached(tenantId);
        return catalogue == null ? null : cached(catalogue, new Key(tenantId, digest));
    }

    /**
     * Judges a token of the current tenant, asking the issuer if necessary. The future's supplier computes the
     * result on a worker thread, because checking a signature takes time; the supplier does not wait.
     */
    public Future<Supplier<VerificationResult>> verify(String token) {
        var catalogue = issuers.catalogue();
        if (catalogue.isEmpty()) {
            return Future.succeededFuture(Unknown::new);
        }
        var key = new Key(tenant.id(), Sha256.of(token));
        var cached = cached(catalogue, key);
        return cached == null ? verify(catalogue, key, token) : Future.succeededFuture(() -> cached);
    }

    private @Nullable VerificationResult cached(IssuerCatalogue catalogue, Key key) {
        var cached = results.getIfPresent(key);
        if (cached == null) {
            return null;
        }
        var now = time.now();
        var issuer = catalogue.get(cached.issuer().id());
        if (issuer == null
                || !issuer.isSameAs(cached.issuer())
                || now.isBefore(cached.from())
                || !now.isBefore(cached.until())) {
            results.invalidate(key);
            return null;
        }
        return cached.key() == null || keys.isCurrent(issuer, cached.key()) ? cached.result() : null;
    }

    private Future<Supplier<VerificationResult>> verify(IssuerCatalogue catalogue, Key key, String token) {
        if (SignedToken.looksLike(token)) {
            var signed = SignedToken.read(token).orElse(null);
            var issuer = signed == null ? null : catalogue.of(signed.issuer());
            if (signed == null || issuer == null) {
                return Future.succeededFuture(Unknown::new);
            }
            if (!issuer.active()) {
                return refused(new Rejected(issuer, Check.ISSUER, IssuerErrors.issuerInactive()));
            }
            return issuer.asking() == null ? verify(issuer, key, signed) : ask(issuer, issuer.asking(), key, token);
        }
        var issuer = token.startsWith(Secrets.ACCESS_TOKEN_PREFIX) ? null : catalogue.forIntrospection(token);
        return issuer == null || issuer.asking() == null
                ? Future.succeededFuture(Unknown::new)
                : ask(issuer, issuer.asking(), key, token);
    }

    private Future<Supplier<VerificationResult>> verify(TrustedIssuer issuer, Key key, SignedToken token) {
        var unverifiable = Signatures.unverifiable(issuer, token);
        if (unverifiable != null) {
            return refused(unverifiable);
        }
        return keys.candidates(issuer, token.algorithm().orElseThrow(), token.kid())
                .<Supplier<VerificationResult>>map(candidates -> () -> {
                    var now = time.now();
                    var verdict = Signatures.verify(issuer, token, candidates, now);
                    if (verdict.result() instanceof Accepted(var by, var found) && found.expiresAt() != null) {
                        var until = found.expiresAt().plus(ClaimRules.LEEWAY);
                        results.put(key, new CachedResult(by, verdict.result(), verdict.key(), now, until));
                    }
                    return unlessIssuerChanged(verdict.result(), issuer);
                })
                .otherwise(fault -> () -> undecided(issuer, fault));
    }

    /** Concurrent calls with the same token share one request. */
    private Future<Supplier<VerificationResult>> ask(
            TrustedIssuer issuer, IntrospectionSettings asking, Key key, String token) {
        return asking.cacheSeconds() == 0
                ? asked(issuer, asking, key, token)
                : introspections.join(
                        new IntrospectionKey(key, issuer.id(), issuer.version()),
                        () -> asked(issuer, asking, key, token));
    }

    private Future<Supplier<VerificationResult>> asked(
            TrustedIssuer issuer, IntrospectionSettings asking, Key key, String token) {
        var askedAt = time.now();
        return introspection
                .verify(issuer, asking, token)
                .<Supplier<VerificationResult>>map(result -> {
                    cache(key, issuer, asking, result, askedAt);
                    return () -> unlessIssuerChanged(result, issuer);
                })
                .otherwise(fault -> () -> undecided(issuer, fault));
    }

    /** Discards a result if the issuer was changed in the meantime. */
    private VerificationResult unlessIssuerChanged(VerificationResult result, TrustedIssuer issuer) {
        var current = issuers.catalogue().get(issuer.id());
        return current != null && current.isSameAs(issuer)
                ? result
                : new Rejected(issuer, Check.ISSUER, IssuerErrors.issuerChanged());
    }

    private void cache(
            Key key, TrustedIssuer issuer, IntrospectionSettings asking, VerificationResult result, Instant askedAt) {
        var until = switch (result) {
            case Accepted(var by, var token) -> {
                var soonest = askedAt.plusSeconds(asking.cacheSeconds());
                var end =
                        token.expiresAt() == null ? soonest : token.expiresAt().plus(ClaimRules.LEEWAY);
                yield end.isBefore(soonest) ? end : soonest;
            }
            case Rejected refused -> askedAt.plus(INACTIVE);
            case Undecided _, Unknown _ -> askedAt;
        };
        if (askedAt.isBefore(until)) {
            results.put(key, new CachedResult(issuer, result, null, askedAt, until));
        }
    }

    private static Future<Supplier<VerificationResult>> refused(Rejected refused) {
        return Future.succeededFuture(() -> refused);
    }

    private static VerificationResult undecided(TrustedIssuer issuer, Throwable fault) {
        return new Undecided(issuer, IssuerFault.of(fault).why());
    }
}
