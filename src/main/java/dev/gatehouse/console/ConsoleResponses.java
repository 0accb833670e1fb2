// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.http.Locations;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.QuotaExceededException;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** The responses of the console. */
public final class ConsoleResponses {
    private static final int UNPROCESSABLE = 422;

    private ConsoleResponses() {}

    public static RestResponse<?> page(TemplateInstance page) {
        return page(RestResponse.Status.OK, page);
    }

    /** Returns a page with a rejected form, with status 422. */
    public static RestResponse<?> refused(TemplateInstance page) {
        return RestResponse.ResponseBuilder.create(UNPROCESSABLE, "Unprocessable Content")
                .entity(page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }

    /** Returns a page with status 503 and {@code Retry-After}. */
    public static RestResponse<?> busy(RestResponse<?> page) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.SERVICE_UNAVAILABLE, page.getEntity())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS)
                .build();
    }

    /** Returns a page with status 429 and {@code Retry-After}. */
    public static RestResponse<?> overQuota(RestResponse<?> page, QuotaExceededException refusal) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.TOO_MANY_REQUESTS, page.getEntity())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.RETRY_AFTER, refusal.seconds())
                .build();
    }

    public static RestResponse<?> page(RestResponse.Status status, TemplateInstance page) {
        return RestResponse.ResponseBuilder.create(status, page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }

    /**
     * Redirects to another page with a notice.
     *
     * @param path a path whose parameters are replaced by {@code names}
     */
    public static RestResponse<?> done(Notice notice, String path, Object... names) {
        return Locations.seeOther(UriBuilder.fromPath(path)
                        .queryParam(Notice.PARAMETER, notice.wireName())
                        .build(names))
                .header("Cache-Control", "no-store")
                .build();
    }

    public static RestResponse<?> redirect(URI target) {
        return Locations.seeOther(target).header("Cache-Control", "no-store").build();
    }
}
