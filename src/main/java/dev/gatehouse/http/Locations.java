package dev.gatehouse.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * {@code Location} headers (RFC 9110 §10.2.2). One that leads to this server is written as a path and put below the
 * {@linkplain BaseUrl base URL}; the framework's own builders would take the request's {@code Host} instead.
 */
@Provider
public class Locations implements ContainerResponseFilter {
    private final BaseUrl baseUrl;
    private final HttpServerRequest request;

    Locations(BaseUrl baseUrl, @Context HttpServerRequest request) {
        this.baseUrl = baseUrl;
        this.request = request;
    }

    /** An answer that sends the browser on with a GET, to a path here or an address elsewhere. */
    public static <T> ResponseBuilder<T> seeOther(URI target) {
        return at(RestResponse.Status.SEE_OTHER, target);
    }

    /** An answer to a call that made what is at a path here. */
    public static <T> ResponseBuilder<T> created(URI path) {
        return at(RestResponse.Status.CREATED, path);
    }

    private static <T> ResponseBuilder<T> at(RestResponse.Status status, URI target) {
        return ResponseBuilder.<T>create(status).header(HttpHeaders.LOCATION, target.toString());
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        var headers = response.getHeaders();
        if (headers.getFirst(HttpHeaders.LOCATION) instanceof String location && location.startsWith("/")) {
            // Without a base URL the path stands alone, which browsers and clients resolve against what they asked for.
            baseUrl.find(request).ifPresent(base -> headers.putSingle(HttpHeaders.LOCATION, base + location));
        }
    }
}
