// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import dev.gatehouse.account.AccountResource;
import dev.gatehouse.audit.AuditEvents;
import dev.gatehouse.audit.AuditFilter;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.IdParser;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.console.audit.AuditEntries;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.partner.FirstCalls;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.token.TokenList;
import dev.gatehouse.token.TokenView;
import dev.gatehouse.token.management.AdministratorTokens;
import dev.gatehouse.token.management.AdministratorTokens.TokenInput;
import dev.gatehouse.token.management.TokenManagementResource;
import dev.gatehouse.token.management.TokenManagementResource.DeletionInput;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The pages of Token Management: active tokens, revocation, and adding tokens. */
@Path(Paths.CONSOLE + "/tokens")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class TokenPagesResource {
    private static final String LIST = Paths.CONSOLE + "/tokens";

    /** The number of clients to choose from; a search finds others. */
    private static final String SOME_CLIENTS = "15";

    private static final int SOME_EVENTS = 10;
    private static final int DEFAULT_DAYS = 30;

    private final TokenManagementResource tokens;
    private final TokenList list;
    private final AdministratorTokens added;
    private final ClientResource clients;
    private final AccountResource accounts;
    private final AuditEvents events;
    private final AuditEntries entries;
    private final FirstCalls calls;
    private final BaseUrl baseUrl;
    private final TimeSource time;
    private final FormSubmissions submissions;

    TokenPagesResource(
            TokenManagementResource tokens,
            TokenList list,
            AdministratorTokens added,
            ClientResource clients,
            AccountResource accounts,
            AuditEvents events,
            AuditEntries entries,
            FirstCalls calls,
            BaseUrl baseUrl,
            TimeSource time,
            FormSubmissions submissions) {
        this.tokens = tokens;
        this.list = list;
        this.added = added;
        this.clients = clients;
        this.accounts = accounts;
        this.events = events;
        this.entries = entries;
        this.calls = calls;
        this.baseUrl = baseUrl;
        this.time = time;
        this.submissions = submissions;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        var client = query.get("client");
        var account = query.get("account");
        var page = tokens.list(client, account, query.get("scope"), query.search(), query.sort(), query.after(), null);
        return TokenPageTemplates.list(
                query,
                page,
                new TokenListOwner(
                        client == null
                                ? null
                                : known(() -> title(clients.get(client))).orElse(client),
                        account == null
                                ? null
                                : known(() -> accounts.get(UUID.fromString(account))
                                                .username())
                                        .orElse(account)));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id) {
        var token = tokens.get(id);
        var about = AuditFilter.read(Map.of("search", id.toString()));
        return TokenPageTemplates.view(
                token, entries.of(events.list(about, null, SOME_EVENTS).items()));
    }

    /** Shows the client selection or, with a client, the form of a token. */
    @GET
    @Path("/new")
    public TemplateInstance add(@RestQuery @Nullable String client, @Context UriInfo uri) {
        if (client == null || client.isBlank()) {
            var query = new ListQuery(uri);
            var page = clients.list(query.search(), null, query.after(), SOME_CLIENTS);
            return TokenPageTemplates.client(query, page, query.findsOnly(ClientView::builtIn, page));
        }
        return form(client, Form.blank().with("expiresInDays", DEFAULT_DAYS));
    }

    /** Shows the token in the response, so that it is in no URL and is not stored. */
    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields, @Context HttpServerRequest http) {
        var form = Form.sent(fields, TokenLabels.TOKEN);
        return submissions.create(
                form,
                () -> tokens.add(input(form), http).getEntity(),
                token -> ConsoleResponses.page(TokenPageTemplates.added(token, curl(token, http))),
                refused -> ConsoleResponses.refused(form(form.value("client"), refused)));
    }

    /** Asks for confirmation. The ids are in the URL, so that the page can be reloaded. */
    @GET
    @Path("/delete")
    public TemplateInstance confirmDeletion(@RestQuery List<String> id) {
        return deletion(id, null);
    }

    @POST
    @Path("/delete")
    public RestResponse<?> delete(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, TokenLabels.TOKEN);
        var ids = form.all("id");
        return submissions.create(
                form,
                () -> tokens.deleteMany(new DeletionInput(List.copyOf(uuids(ids)))),
                deletion -> ConsoleResponses.done(
                        deletion.deleted() == 0 ? Notice.TOKENS_GONE : Notice.TOKENS_DELETED, LIST),
                refused -> ConsoleResponses.refused(deletion(ids, refused.summary())));
    }

    @POST
    @Path("/remove-expired")
    public RestResponse<?> removeExpired() {
        tokens.removeExpired();
        return ConsoleResponses.done(Notice.EXPIRED_REMOVED, LIST);
    }

    private TemplateInstance form(String client, Form form) {
        return TokenPageTemplates.form(clients.get(client), added.offers(client), form.with("client", client));
    }

    private TemplateInstance deletion(List<String> ids, @Nullable String problem) {
        var some = uuids(ids).stream().distinct().limit(Page.MAX_SIZE).toList();
        return TokenPageTemplates.delete(TokenDeletion.of(list.views(some), time.now()), problem);
    }

    private @Nullable String curl(TokenView token, HttpServerRequest http) {
        return Optional.ofNullable(token.accessToken())
                .flatMap(raw -> calls.curl(ScopeNames.of(token.scopes()), raw, baseUrl.of(http)))
                .orElse(null);
    }

    private static TokenInput input(Form form) {
        return new TokenInput(
                form.text("client"), form.text("name"), form.number("expiresInDays"), List.copyOf(form.all("scopes")));
    }

    private static String title(ClientView client) {
        return client.name() + " " + client.version();
    }

    /** Returns the result, or nothing if the resource does not exist. */
    private static <T> Optional<T> known(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (ProblemException gone) {
            return Optional.empty();
        }
    }

    private static List<UUID> uuids(List<String> ids) {
        return ids.stream().flatMap(id -> IdParser.read(id).stream()).toList();
    }
}
