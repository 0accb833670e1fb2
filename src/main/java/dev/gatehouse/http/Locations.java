// SPDX-License-Identifier: Apache-2.0
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
 * {@code Location} headers (RFC 9110 §10.2.2). Locations on this server are given as a path and completed with the
 * {@linkplain BaseUrl base URL}. The builders of Quarkus would use the {@code Host} of the request instead.
 */
@Provider
public class Locations implements ContainerResponseFilter {
    private final BaseUrl baseUrl;
    private final HttpServerRequest request;

    Locations(BaseUrl baseUrl, @Context HttpServerRequest request) {
        this.baseUrl = baseUrl;
        this.request = request;
    }

    /** Returns a 303 response that redirects the browser to a path of this server or to another URL. */
    public static <T> ResponseBuilder<T> seeOther(URI target) {
        return at(RestResponse.Status.SEE_OTHER, target);
    }

    /** Returns a 201 response for a resource at a path of this server. */
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
            // Without a base URL the location remains a path, which clients resolve against the URL of the request.
            baseUrl.find(request).ifPresent(base -> headers.putSingle(HttpHeaders.LOCATION, base + location));
        }
    }
}
