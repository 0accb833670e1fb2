package dev.gatehouse.console.tokens;

import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.audit.AuditEntry;
import dev.gatehouse.listing.Page;
import dev.gatehouse.token.TokenView;
import dev.gatehouse.token.management.AddedTokens.ScopeOffer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of Token Management, in {@code templates/console/tokens}. */
@CheckedTemplate(basePath = "console/tokens")
public final class TokenPageTemplates {
    private TokenPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<TokenView> tokens, TokenListOf of);

    /** One token, and the last things that happened to it. */
    public static native TemplateInstance view(TokenView token, List<AuditEntry> events);

    /**
     * Which client the new token is for.
     *
     * @param none whether there are none but those that come with Gatehouse
     */
    public static native TemplateInstance client(ListQuery query, Page<ClientView> clients, boolean none);

    public static native TemplateInstance form(ClientView client, List<ScopeOffer> scopes, Form form);

    /**
     * What was added, for the one time that the token is shown.
     *
     * @param curl a line that calls something with it; null: it covers nothing that is exposed
     */
    public static native TemplateInstance added(TokenView token, @Nullable String curl);

    public static native TemplateInstance delete(TokenDeletion deletion, @Nullable String problem);
}
