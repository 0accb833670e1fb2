// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.ForwardedInfo;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import org.jspecify.annotations.Nullable;

/**
 * The transport of a request: TLS to this server, or to a trusted proxy that reports TLS. No other source is trusted,
 * because an HTTP/2 client chooses {@code :scheme} freely (RFC 9113 §8.3.1).
 */
public final class Transport {
    private static final String HTTPS = "https";

    private Transport() {}

    /** Returns {@code https} or {@code http}. */
    public static String scheme(HttpServerRequest request) {
        return isHttps(request) ? HTTPS : "http";
    }

    /** Returns whether the caller used HTTPS, according to this server or a trusted proxy. */
    public static boolean isHttps(HttpServerRequest request) {
        // The call also evaluates the headers of a trusted proxy, and records that there was a trusted proxy.
        var said = HTTPS.equals(request.scheme());
        return said
                && !isDeniedByProxy(request)
                && (request.version() != HttpVersion.HTTP_2
                        || request.connection().isSsl()
                        || isFromTrustedProxy(request));
    }

    /**
     * Returns whether X-Forwarded-Proto contradicts HTTPS. A proxy may set X-Forwarded-Proto but pass on an
     * X-Forwarded-Ssl of the caller. Quarkus prefers X-Forwarded-Ssl; Gatehouse prefers X-Forwarded-Proto.
     */
    private static boolean isDeniedByProxy(HttpServerRequest request) {
        var proto = request.getHeader("X-Forwarded-Proto");
        return proto != null
                && request.getHeader("Forwarded") == null
                && isFromTrustedProxy(request)
                && !HTTPS.equalsIgnoreCase(proto.split(",", 2)[0].strip());
    }

    private static boolean isFromTrustedProxy(HttpServerRequest request) {
        var known = request instanceof HttpServerRequestInternal own ? own : current();
        return known != null && known.context().getLocal(ForwardedInfo.CONTEXT_KEY) != null;
    }

    /** Returns the request of the current thread, for resources with a proxy object in place of the request. */
    private static @Nullable HttpServerRequestInternal current() {
        var container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return null;
        }
        var routing = container.instance(CurrentVertxRequest.class).get().getCurrent();
        return routing != null && routing.request() instanceof HttpServerRequestInternal own ? own : null;
    }
}
