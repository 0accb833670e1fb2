package dev.gatehouse.authorize;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** The answers that a browser gets in the front channel. */
final class Pages {
    private Pages() {}

    /** Sends the browser on with a GET, whatever it came with (RFC 9700 §4.12). */
    static RestResponse<TemplateInstance> redirect(URI target) {
        return redirect(target, null);
    }

    static RestResponse<TemplateInstance> redirect(URI target, @Nullable NewCookie cookie) {
        var response = ResponseBuilder.<TemplateInstance>seeOther(target).header("Cache-Control", "no-store");
        return (cookie == null ? response : response.cookie(cookie)).build();
    }

    static RestResponse<TemplateInstance> problem(AuthorizationFault.ShownToUser fault) {
        var status = Status.BAD_REQUEST;
        return page(
                status,
                AuthorizeTemplates.problem(new ProblemPage(
                        status.getStatusCode(),
                        fault.title(),
                        fault.description(),
                        fault.error().code())));
    }

    /** The page for a request that waited too long, was decided already, or began in another browser. */
    static RestResponse<TemplateInstance> expired() {
        var status = Status.BAD_REQUEST;
        return page(
                status,
                AuthorizeTemplates.problem(new ProblemPage(
                        status.getStatusCode(),
                        "This page has expired",
                        "The request was decided already, waited too long, or began in another browser."
                                + " Go back to the application and start again.",
                        null)));
    }

    static RestResponse<TemplateInstance> page(Status status, TemplateInstance page) {
        return ResponseBuilder.create(status, page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }
}
