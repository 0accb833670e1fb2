// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.LastUses;
import dev.gatehouse.database.LastUses.Used;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.RateLimits.Policy;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.quota.QuotaRefusals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The last step before an allowed call continues: counts the call against the rate limits, and notes the use of its
 * token and service. A call beyond a limit is denied with 429 (RFC 6585 §4). Every answer to a limited call has the
 * RateLimit fields (draft-ietf-httpapi-ratelimit-headers-11), beside those of the upstream.
 */
@ApplicationScoped
public class Admission {
    public static final int TOO_MANY_REQUESTS = 429;

    public static final String ERROR = "too_many_requests";

    private final RateLimits limits;
    private final LastUses lastUses;
    private final TimeSource time;
    private final AuditLog audit;
    private final QuotaRefusals quotas;
    private final Map<Policy, Counter> refused = new EnumMap<>(Policy.class);

    Admission(
            RateLimits limits,
            LastUses lastUses,
            TimeSource time,
            AuditLog audit,
            QuotaRefusals quotas,
            MeterRegistry metrics) {
        this.limits = limits;
        this.lastUses = lastUses;
        this.time = time;
        this.audit = audit;
        this.quotas = quotas;
        for (var policy : Policy.values()) {
            refused.put(policy, metrics.counter("gatehouse.rate.limited", "limit", policy.wireName()));
        }
    }

    /** Returns the denial of a call that exceeds a limit, or empty if the call may continue. */
    Optional<Response> refusal(Allowed allowed, RoutingContext routing) {
        var request = routing.request();
        var refusal = refusal(allowed, () -> request.method().name() + " " + request.path(), routing);
        if (refusal.isPresent()) {
            Denials.discardBody(routing);
        }
        return refusal;
    }

    /**
     * Returns the denial of a call that exceeds a limit, or empty if the call may continue.
     *
     * @param target the requested method and URL, as sent
     */
    Optional<Response> refusal(Allowed allowed, Supplier<String> target, RoutingContext routing) {
        var verdict = limits.take(allowed);
        if (!verdict.limits().isEmpty()) {
            tell(verdict, routing);
        }
        var exhausted = verdict.exhausted();
        if (exhausted != null) {
            report(exhausted, allowed, target, routing);
            return Optional.of(answer(exhausted));
        }
        noteUse(allowed);
        return Optional.empty();
    }

    /** Adds the fields when the head is sent, so that neither the upstream's answer nor an error removes them. */
    private static void tell(RateLimits.Verdict verdict, RoutingContext routing) {
        routing.addHeadersEndHandler(sending -> routing.response()
                .headers()
                .add("RateLimit-Policy", verdict.policies())
                .add("RateLimit", verdict.levels()));
    }

    /** The metric counts every denial; the audit log gets one a minute. */
    private void report(RateLimits.Left exhausted, Allowed allowed, Supplier<String> target, RoutingContext routing) {
        var counter = refused.get(exhausted.policy());
        if (counter != null) {
            counter.increment();
        }
        if (exhausted.policy() == Policy.TENANT) {
            quotas.countCallsPerSecond();
        }
        if (exhausted.bucket().isReportDue(time.nanos())) {
            audit.note(
                    AuditEvent.denied(AuditAction.GATEWAY_RATE_LIMITED)
                            .by(allowed.caller().actor())
                            .client(allowed.caller().client())
                            .target(target.get())
                            .detail(exhausted.description()),
                    Addresses.of(routing.request()));
        }
    }

    private static Response answer(RateLimits.Left exhausted) {
        return Response.status(TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, exhausted.level().secondsUntilNext())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new GatewayProblem(ERROR, exhausted.description().inEnglish(), null))
                .build();
    }

    private void noteUse(Allowed allowed) {
        var caller = allowed.caller();
        if (caller.external() == null) {
            lastUses.note(Used.TOKEN, caller.tenant(), caller.token());
        }
        if (allowed instanceof Allowed.ToService toService) {
            lastUses.note(Used.SERVICE, caller.tenant(), toService.route().service());
        }
    }
}
