package dev.gatehouse.console;

import dev.gatehouse.platform.BusyException;
import dev.gatehouse.platform.Locations;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** What a browser gets from the console. */
final class Answers {
    private static final int UNPROCESSABLE = 422;

    private Answers() {}

    static RestResponse<?> page(TemplateInstance page) {
        return page(RestResponse.Status.OK, page);
    }

    /** A page with a form that was refused. */
    static RestResponse<?> refused(TemplateInstance page) {
        return RestResponse.ResponseBuilder.create(UNPROCESSABLE, "Unprocessable Content")
                .entity(page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }

    /** The same page, as the answer of a server that has too much to do. */
    static RestResponse<?> busy(RestResponse<?> page) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.SERVICE_UNAVAILABLE, page.getEntity())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS)
                .build();
    }

    static RestResponse<?> page(RestResponse.Status status, TemplateInstance page) {
        return RestResponse.ResponseBuilder.create(status, page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }

    /**
     * On to another page, which says what was done.
     *
     * @param path of segments that {@code names} fill in
     */
    static RestResponse<?> done(Notice notice, String path, Object... names) {
        return Locations.seeOther(UriBuilder.fromPath(path)
                        .queryParam(Notice.PARAMETER, notice.wireName())
                        .build(names))
                .header("Cache-Control", "no-store")
                .build();
    }

    static RestResponse<?> to(URI target) {
        return Locations.seeOther(target).header("Cache-Control", "no-store").build();
    }
}
