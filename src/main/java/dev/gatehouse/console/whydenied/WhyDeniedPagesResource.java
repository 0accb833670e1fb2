// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.whydenied;

import dev.gatehouse.console.ConsoleErrors;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsolePage.ChangesNothing;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.IdParser;
import dev.gatehouse.gateway.explain.Explanation;
import dev.gatehouse.gateway.explain.WhyDeniedRequest;
import dev.gatehouse.gateway.explain.WhyDeniedResource;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The page <em>Why denied?</em>: explains each step of the decision on a call, and what would change the decision. */
@Path(Paths.CONSOLE + "/why-denied")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class WhyDeniedPagesResource {
    private static final String TOKEN = "token";
    private static final String BY_TOKEN = TOKEN;
    private static final String BY_TOKEN_ID = "tokenId";
    private static final String BY_CLIENT = "client";

    private final WhyDeniedResource whyDenied;
    private final FormSubmissions submissions;

    WhyDeniedPagesResource(WhyDeniedResource whyDenied, FormSubmissions submissions) {
        this.whyDenied = whyDenied;
        this.submissions = submissions;
    }

    /** Shows the question with values from a link; with the answer if the link contains the URL and a token id. */
    @GET
    public RestResponse<?> ask(
            @RestQuery @Nullable String method,
            @RestQuery @Nullable String url,
            @RestQuery @Nullable String tokenId,
            @RestQuery @Nullable String client) {
        var form = Form.blank(WhyDeniedLabels.WHY_DENIED)
                .with("method", method == null ? "GET" : method.toUpperCase(Locale.ROOT))
                .with("url", url)
                .with("by", tokenId != null ? BY_TOKEN_ID : client != null ? BY_CLIENT : BY_TOKEN)
                .with("tokenId", tokenId)
                .with("client", client);
        return url == null || tokenId == null ? ConsoleResponses.page(page(form, null)) : explained(form);
    }

    @POST
    @ChangesNothing
    public RestResponse<?> explain(MultivaluedMap<String, String> fields) {
        return explained(Form.sent(fields, WhyDeniedLabels.WHY_DENIED));
    }

    private RestResponse<?> explained(Form form) {
        return submissions.create(
                form,
                () -> whyDenied.explain(question(form)).getEntity(),
                explanation -> ConsoleResponses.page(page(form, explanation)),
                refused -> ConsoleResponses.refused(page(refused, null)));
    }

    /** Returns the page without the token of the question, because no page may contain a token. */
    private static TemplateInstance page(Form form, @Nullable Explanation explanation) {
        return WhyDeniedPageTemplates.ask(form.with(TOKEN, null), explanation);
    }

    private static WhyDeniedRequest question(Form form) {
        var byClient = form.has("by", BY_CLIENT);
        var scopes = form.words("scopes");
        return new WhyDeniedRequest(
                form.text("method"),
                form.text("url"),
                form.has("by", BY_TOKEN) ? form.text(TOKEN) : null,
                form.has("by", BY_TOKEN_ID) ? tokenId(form) : null,
                byClient ? form.value("client").strip() : null,
                byClient && !scopes.isEmpty() ? scopes : null,
                byClient ? form.text("account") : null,
                form.flag("forwardAuth") ? Boolean.TRUE : null);
    }

    private static UUID tokenId(Form form) {
        return IdParser.read(form.text(BY_TOKEN_ID))
                .orElseThrow(() -> ProblemException.invalid(BY_TOKEN_ID, ConsoleErrors.notATokenId()));
    }
}
