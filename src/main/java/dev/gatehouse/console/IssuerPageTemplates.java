package dev.gatehouse.console;

import dev.gatehouse.issuer.IssuerView;
import dev.gatehouse.platform.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The pages about trusted issuers, in {@code templates/console/issuers}; {@code findings}: null, it was not asked. */
@CheckedTemplate(basePath = "console/issuers")
public final class IssuerPageTemplates {
    private IssuerPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<IssuerView> issuers);

    /**
     * One of them.
     *
     * @param unanswered whether it did not say all when it was saved
     */
    public static native TemplateInstance view(IssuerView issuer, @Nullable Findings findings, boolean unanswered);

    /**
     * The form.
     *
     * @param issuer what is edited; null: a new one
     */
    public static native TemplateInstance form(@Nullable IssuerView issuer, Form form, @Nullable Findings findings);

    public static native TemplateInstance delete(IssuerView issuer, String version, @Nullable String problem);
}
