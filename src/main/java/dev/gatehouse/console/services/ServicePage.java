package dev.gatehouse.console.services;

import dev.gatehouse.service.ServiceViews.ServiceView;
import dev.gatehouse.service.upstream.UpstreamView;
import dev.gatehouse.usage.ServiceUsage.CoveringScope;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exposed service with what belongs to it.
 *
 * @param url where callers find it
 * @param upstream the declared one that its calls go to; null: none
 * @param scopes those that cover it, or a part of it
 */
@TemplateData
public record ServicePage(
        ServiceView service, String url, @Nullable UpstreamView upstream, List<CoveringScope> scopes) {}
