// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.service.ServiceViews.ServiceView;
import dev.gatehouse.service.upstream.UpstreamView;
import dev.gatehouse.usage.ServiceUsage.CoveringScope;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exposed service with related data.
 *
 * @param url the URL for callers
 * @param upstream the declared upstream of its calls; null if there is none
 * @param scopes the scopes that cover the service completely or partly
 */
@TemplateData
public record ServicePage(
        ServiceView service, String url, @Nullable UpstreamView upstream, List<CoveringScope> scopes) {}
