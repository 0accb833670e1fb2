// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.audit.AuditEntry;
import dev.gatehouse.listing.Page;
import dev.gatehouse.token.TokenView;
import dev.gatehouse.token.management.AdministratorTokens.ScopeOffer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of Token Management in {@code templates/console/tokens}. */
@CheckedTemplate(basePath = "console/tokens")
public final class TokenPageTemplates {
    private TokenPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<TokenView> tokens, TokenListOwner of);

    /** The page of a token, with its last audit events. */
    public static native TemplateInstance view(TokenView token, List<AuditEntry> events);

    /**
     * The page for selecting the client of a new token.
     *
     * @param none whether the tenant has only built-in clients
     */
    public static native TemplateInstance client(ListQuery query, Page<ClientView> clients, boolean none);

    public static native TemplateInstance form(ClientView client, List<ScopeOffer> scopes, Form form);

    /**
     * The page that shows an added token once.
     *
     * @param curl a curl command for a call with the token; null if its scopes cover no exposed service
     */
    public static native TemplateInstance added(TokenView token, @Nullable String curl);

    public static native TemplateInstance delete(TokenDeletion deletion, @Nullable String problem);
}
