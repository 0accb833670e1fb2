// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts refusals by quota, and not by tenant, so that the number of series does not grow with the tenants. */
@ApplicationScoped
public class QuotaRefusals {
    /** The metric of refusals. */
    private static final String METRIC = "gatehouse.quota.refused";

    private final MeterRegistry metrics;

    QuotaRefusals(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(CountedQuota quota) {
        count(quota.wireName());
    }

    /** Counts a refusal of a token because the tenant has too many. */
    public void countLiveTokens() {
        count("live_tokens");
    }

    void countTokensPerSecond() {
        count("tokens_per_second");
    }

    /** Counts a refusal of a gateway call. */
    public void countCallsPerSecond() {
        count("calls_per_second");
    }

    private void count(String quota) {
        metrics.counter(METRIC, "quota", quota).increment();
    }
}
