// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a path for the {@code Allow} header (RFC 9110 §10.2.1). By default, Quarkus answers {@code OPTIONS}
 * with the methods of all paths of a class, and an unsupported method without {@code Allow}. Responses of upstreams are
 * not changed.
 */
public class AllowedMethods {
    /** The path mapper of a deployment, cached because building one is expensive. */
    private record Known(Deployment deployment, RequestMapper<RestInitialHandler.InitialMatch> classes) {
        static Known of(Deployment deployment) {
            return new Known(deployment, new RequestMapper<>(deployment.getClassMappers()));
        }
    }

    private static volatile @Nullable Known known;

    /** Corrects the default response to {@code OPTIONS}. */
    @ServerResponseFilter
    public void correct(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)
                && response.getStatus() == 200
                && !response.hasEntity()
                && response.getHeaders().containsKey(HttpHeaders.ALLOW)) {
            var methods = here();
            if (!methods.contains(HttpMethod.OPTIONS)) {
                methods.add(HttpMethod.OPTIONS);
                response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", methods));
            }
        }
    }

    private static RequestMapper<RestInitialHandler.InitialMatch> classes(Deployment deployment) {
        var now = known;
        if (now == null || !now.deployment().equals(deployment)) {
            now = Known.of(deployment);
            known = now;
        }
        return now.classes();
    }

    /** Returns the methods at the path of the current request. */
    public static Set<String> here() {
        var request = CurrentRequestManager.get();
        var classes = classes(request.getDeployment());
        var path = request.getPathWithoutPrefix();
        var methods = new TreeSet<String>();
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            var remaining = match.remaining.isEmpty() ? "/" : match.remaining;
            for (var handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    routing.getMappers().forEach((method, mapper) -> {
                        if (method != null && mapper.map(remaining) != null) {
                            methods.add(method);
                        }
                    });
                }
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }
}
