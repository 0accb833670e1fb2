// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.issuer.IssuerView;
import dev.gatehouse.listing.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/**
 * The pages for trusted issuers in {@code templates/console/issuers}. The parameter {@code findings} is null if the
 * issuer was not checked.
 */
@CheckedTemplate(basePath = "console/issuers")
public final class IssuerPageTemplates {
    private IssuerPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<IssuerView> issuers);

    /**
     * The page of an issuer.
     *
     * @param unanswered whether the issuer did not answer all requests when it was saved
     */
    public static native TemplateInstance view(IssuerView issuer, @Nullable Findings findings, boolean unanswered);

    /**
     * The form of an issuer.
     *
     * @param issuer the issuer to edit; null: a new issuer
     */
    public static native TemplateInstance form(@Nullable IssuerView issuer, Form form, @Nullable Findings findings);

    public static native TemplateInstance delete(IssuerView issuer, String version, @Nullable String problem);
}
