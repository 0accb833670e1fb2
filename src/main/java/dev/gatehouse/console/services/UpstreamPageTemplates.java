package dev.gatehouse.console.services;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.upstream.UpstreamView;
import dev.gatehouse.usage.UpstreamUsage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The pages about declared upstreams, in {@code templates/console/upstreams}. */
@CheckedTemplate(basePath = "console/upstreams")
public final class UpstreamPageTemplates {
    private UpstreamPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<UpstreamView> upstreams);

    public static native TemplateInstance view(UpstreamView upstream, UpstreamUsage usage);

    /**
     * The form.
     *
     * @param upstream what is edited; null: a new one
     * @param secretTyped whether a secret was sent that has to be typed again, because no page holds one
     */
    public static native TemplateInstance form(@Nullable UpstreamView upstream, Form form, boolean secretTyped);

    public static native TemplateInstance delete(
            UpstreamView upstream, UpstreamUsage usage, String version, @Nullable String problem);
}
