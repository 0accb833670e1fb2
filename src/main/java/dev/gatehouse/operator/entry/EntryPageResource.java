// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import dev.gatehouse.account.signin.Sessions;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Locations;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriBuilder;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the link of an entry, on the hosts of the entered tenant. {@code GET} changes nothing, because
 * browsers prefetch links. Every code without an open entry gets the same page.
 */
@Path(Paths.OPERATOR_ENTRY)
@FrontChannel
@OwnForms
@Produces(MediaType.TEXT_HTML)
public class EntryPageResource {
    private static final Pattern CODE = Pattern.compile("goe_[A-Za-z0-9_-]{43}");

    private static final String LEAVE = "/leave";

    private final Entries entries;
    private final Sessions sessions;

    EntryPageResource(Entries entries, Sessions sessions) {
        this.entries = entries;
        this.sessions = sessions;
    }

    @GET
    public RestResponse<TemplateInstance> page(@RestQuery @Nullable String code) {
        return code == null || !CODE.matcher(code).matches()
                ? invalid()
                : entries.open(code)
                        .map(entry -> page(200, EntryTemplates.form(code, entry)))
                        .orElseGet(EntryPageResource::invalid);
    }

    /** Uses the code. An earlier entry and a session of an account end, so that the browser acts for one identity. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<?> enter(@RestForm @Nullable String code, @Context HttpServerRequest http) {
        if (code == null || !CODE.matcher(code).matches()) {
            return invalid();
        }
        return entries.enter(code, http)
                .<RestResponse<?>>map(cookie -> entered(cookie, http))
                .orElseGet(EntryPageResource::invalid);
    }

    private RestResponse<?> entered(NewCookie cookie, HttpServerRequest http) {
        entries.leave(http);
        return Locations.seeOther(UriBuilder.fromPath(Paths.CONSOLE).build())
                .cookie(cookie, sessions.end(http))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Ends the entry of the browser. */
    @POST
    @Path(LEAVE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<TemplateInstance> leave(@Context HttpServerRequest http) {
        return RestResponse.ResponseBuilder.ok(EntryTemplates.left(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .cookie(entries.leave(http))
                .build();
    }

    private static RestResponse<TemplateInstance> invalid() {
        return page(404, EntryTemplates.invalid());
    }

    private static RestResponse<TemplateInstance> page(int status, TemplateInstance page) {
        return RestResponse.ResponseBuilder.<TemplateInstance>create(status)
                .entity(page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Referrer-Policy", "strict-origin")
                .build();
    }
}
