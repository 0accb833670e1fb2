package dev.gatehouse.console.issuers;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.issuer.IssuerFindings;
import dev.gatehouse.issuer.IssuerView;
import dev.gatehouse.listing.Page;
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
    public static native TemplateInstance view(
            IssuerView issuer, @Nullable IssuerFindings findings, boolean unanswered);

    /**
     * The form.
     *
     * @param issuer what is edited; null: a new one
     */
    public static native TemplateInstance form(
            @Nullable IssuerView issuer, Form form, @Nullable IssuerFindings findings);

    public static native TemplateInstance delete(IssuerView issuer, String version, @Nullable String problem);
}
