// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.issuer.TrustedIssuer.IntrospectionSettings;
import dev.gatehouse.issuer.VerificationResult.Check;
import dev.gatehouse.issuer.VerificationResult.Rejected;
import dev.gatehouse.oauth.BasicCredentials;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Introspects tokens at their issuers (RFC 7662), with the credentials that the issuers gave to Gatehouse. */
@ApplicationScoped
class Introspection {
    private static final Logger LOG = Logger.getLogger(Introspection.class);
    private static final int ISSUERS = 10_000;

    private record Key(UUID issuer, int version) {}

    private final Discovery discovery;
    private final IssuerHttp http;
    private final IssuerSecrets issuerSecrets;
    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Cache<Key, RefreshedValue<IssuerMetadata>> metadata =
            Caffeine.newBuilder().maximumSize(ISSUERS).build();
    private final Cache<UUID, Instant> warned =
            Caffeine.newBuilder().maximumSize(ISSUERS).build();

    Introspection(
            Discovery discovery, IssuerHttp http, IssuerSecrets issuerSecrets, CurrentTenant tenant, TimeSource time) {
        this.discovery = discovery;
        this.http = http;
        this.issuerSecrets = issuerSecrets;
        this.tenant = tenant;
        this.time = time;
    }

    /** Introspects a token at an issuer of the current tenant. */
    Future<VerificationResult> verify(TrustedIssuer issuer, IntrospectionSettings asking, String token) {
        var owner = tenant.id();
        return endpoint(issuer, asking)
                .compose(endpoint -> {
                    var secret = issuerSecrets.open(owner, issuer.id(), asking.secret());
                    return ask(endpoint, asking.clientId(), secret, token).onFailure(fault -> warn(issuer, fault));
                })
                .map(claims -> verify(issuer, claims, time.now()));
    }

    /** Logs a fault. Every call may introspect, so repeated faults are logged as rarely as those of other fetches. */
    private void warn(TrustedIssuer issuer, Throwable fault) {
        var now = time.now();
        warned.asMap().compute(issuer.id(), (id, last) -> {
            if (last != null && !now.isBefore(last) && now.isBefore(last.plus(RefreshedValue.RETRY))) {
                return last;
            }
            LOG.warnf("A trusted issuer does not answer as it should: %s", fault.getMessage());
            return now;
        });
    }

    /** Sends an introspection request with the credentials of a client at the issuer. */
    Future<ClaimSet> ask(URI endpoint, String clientId, String secret, String token) {
        var form = "token=" + encode(token) + "&token_type_hint=access_token";
        return http.post(endpoint, new BasicCredentials(clientId, secret).header(), form)
                .map(body -> ClaimSet.parse(body)
                        .filter(claims -> claims.members().get("active") instanceof Boolean)
                        .orElseThrow(() -> IssuerFault.unusable(IssuerErrors.doesNotSayWhetherActive(endpoint))));
    }

    private static VerificationResult verify(TrustedIssuer issuer, ClaimSet claims, Instant now) {
        if (!Boolean.TRUE.equals(claims.members().get("active"))) {
            return new Rejected(issuer, Check.ACTIVE, IssuerErrors.tokenInactive());
        }
        if (!isBearer(claims.text("token_type"))) {
            return new Rejected(issuer, Check.TYPE, IssuerErrors.notABearerToken());
        }
        return ClaimRules.verify(issuer, claims, now);
    }

    private static boolean isBearer(@Nullable String type) {
        return type == null || type.equalsIgnoreCase("Bearer") || type.equalsIgnoreCase("access_token");
    }

    private Future<URI> endpoint(TrustedIssuer issuer, IntrospectionSettings asking) {
        if (asking.endpoint() != null) {
            return Future.succeededFuture(URI.create(asking.endpoint()));
        }
        var known = metadata.get(
                new Key(issuer.id(), issuer.version()),
                key -> new RefreshedValue<>(time, () -> discovery.of(issuer.issuer())));
        return known.get(any -> true).map(found -> {
            if (found.introspectionEndpoint() == null) {
                throw IssuerFault.unusable(IssuerErrors.noIntrospectionEndpoint(issuer.issuer()));
            }
            return found.introspectionEndpoint();
        });
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
