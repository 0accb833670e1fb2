// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.IdParser;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.ServiceResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Deletes several exposed services that were selected in a list, in one transaction. */
@Path(ServicePagesResource.LIST + "/delete")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ServiceSelectionPagesResource {
    private final ServiceResource services;
    private final ExposedServices exposed;
    private final FormSubmissions submissions;

    ServiceSelectionPagesResource(ServiceResource services, ExposedServices exposed, FormSubmissions submissions) {
        this.services = services;
        this.exposed = exposed;
        this.submissions = submissions;
    }

    /** Asks for confirmation. The ids are in the URL, so that the page can be reloaded. */
    @GET
    public TemplateInstance confirmDeletion(@RestQuery List<String> id) {
        return deletion(id, null);
    }

    @POST
    public RestResponse<?> delete(MultivaluedMap<String, String> fields) {
        var ids = Form.sent(fields).all("id");
        if (there(ids).isEmpty()) {
            return ConsoleResponses.refused(deletion(ids, null));
        }
        return submissions.confirm(
                // Read together in the transaction, which then knows the rows that it deletes one after the other
                () -> QuarkusTransaction.requiringNew()
                        .run(() -> there(ids)
                                .forEach(row -> services.delete(row.service().id()))),
                () -> ConsoleResponses.done(Notice.DELETED, ServicePagesResource.LIST),
                problem -> ConsoleResponses.refused(deletion(ids, problem)));
    }

    private TemplateInstance deletion(List<String> ids, @Nullable String problem) {
        return ServicePageTemplates.deleteSelected(there(ids), problem);
    }

    /** Returns the existing services of the ids in a fixed order, because services are deleted one after the other. */
    private List<ServiceRow> there(List<String> ids) {
        var known = exposed.views(ids.stream()
                .flatMap(id -> IdParser.read(id).stream())
                .distinct()
                .sorted()
                .limit(Page.MAX_SIZE)
                .toList());
        return known.stream().map(ServiceRow::of).toList();
    }
}
