// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The tag of HTTP metrics: the path template of the resource, from a fixed set of values. The requested path is never a
 * tag, because callers choose the path. Requests without a resource are counted under a few configured names.
 */
@ApplicationScoped
class HttpRequestTags implements HttpServerMetricsTagsContributor {
    private static final String TEMPLATE = "UrlPathTemplate";

    /** Far above the number of meters in use. Beyond this limit, a node registers no new meters. */
    private static final int MOST_METERS = 10_000;

    @Override
    public Tags contribute(Context context) {
        String template = context.requestContextLocalData(TEMPLATE);
        return template == null ? Tags.empty() : Tags.of("uri", template);
    }

    @Produces
    @Singleton
    MeterFilter boundedMeters() {
        return MeterFilter.maximumAllowableMetrics(MOST_METERS);
    }
}
