// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.upstream.UpstreamView;
import dev.gatehouse.usage.UpstreamUsage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The upstream pages in {@code templates/console/upstreams}. */
@CheckedTemplate(basePath = "console/upstreams")
public final class UpstreamPageTemplates {
    private UpstreamPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<UpstreamView> upstreams);

    public static native TemplateInstance view(UpstreamView upstream, UpstreamUsage usage);

    /**
     * The form of an upstream.
     *
     * @param upstream the upstream to edit; null: a new upstream
     * @param secretTyped whether the sent secret must be entered again, because pages never contain secrets
     */
    public static native TemplateInstance form(@Nullable UpstreamView upstream, Form form, boolean secretTyped);

    public static native TemplateInstance delete(
            UpstreamView upstream, UpstreamUsage usage, String version, @Nullable String problem);
}
