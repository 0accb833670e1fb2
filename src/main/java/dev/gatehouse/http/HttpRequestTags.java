package dev.gatehouse.http;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * What requests are counted by: the template of the resource that answered, which is one of a fixed set. The path that a
 * caller chose is never a tag; what no resource answered is counted under a few names, by configuration.
 */
@ApplicationScoped
class HttpRequestTags implements HttpServerMetricsTagsContributor {
    private static final String TEMPLATE = "UrlPathTemplate";

    /** More than there are, by far: a node that would have more counts no more new ones. */
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
