// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientResource.SecretInput;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.clients.ClientPageTemplates.Occasion;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.usage.ClientUsageResource;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The pages of Client Registration for a new client secret, which is shown once. */
@Path(Paths.CONSOLE + "/clients/{clientId}/secret")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ClientSecretPagesResource {
    private static final String OVERLAP = "overlapSeconds";

    /** The option to enter the overlap in a separate field. */
    private static final String OTHER = "OTHER";

    private final ClientResource clients;
    private final ClientUsageResource usages;
    private final FormSubmissions submissions;
    private final EntityTags tags;
    private final BaseUrl baseUrl;

    ClientSecretPagesResource(
            ClientResource clients,
            ClientUsageResource usages,
            FormSubmissions submissions,
            EntityTags tags,
            BaseUrl baseUrl) {
        this.clients = clients;
        this.usages = usages;
        this.submissions = submissions;
        this.tags = tags;
        this.baseUrl = baseUrl;
    }

    @GET
    public TemplateInstance ask(@RestPath String clientId) {
        return page(clientId, filled(clientId));
    }

    @POST
    public RestResponse<?> regenerate(
            @RestPath String clientId, MultivaluedMap<String, String> fields, @Context HttpServerRequest http) {
        var form = Form.sent(fields, ClientLabels.CLIENT_SECRET);
        return submissions.change(
                form,
                () -> clients.regenerateSecret(clientId, new SecretInput(overlap(form)))
                        .getEntity(),
                client -> ConsoleResponses.page(
                        ClientPageTemplates.issued(client, ClientEndpoints.at(baseUrl.of(http)), Occasion.REGENERATED)),
                () -> filled(clientId),
                refused -> ConsoleResponses.refused(page(clientId, refused)));
    }

    private Form filled(String clientId) {
        return Form.blank().with(Form.VERSION, tags.of(clients.get(clientId))).with("overlap", "0");
    }

    private TemplateInstance page(String clientId, Form form) {
        return ClientPageTemplates.secret(clients.get(clientId), form, usages.usage(clientId));
    }

    private static @Nullable Long overlap(Form form) {
        var seconds = form.number(form.has("overlap", OTHER) ? OVERLAP : "overlap");
        return seconds == null ? null : Long.valueOf(seconds);
    }
}
