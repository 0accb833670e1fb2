package dev.gatehouse.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.ForwardedInfo;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import org.jspecify.annotations.Nullable;

/**
 * How a request travelled: over TLS to this server, or to a proxy that the deployment trusts to say so. Nothing else is
 * asked for a scheme: over HTTP/2 a caller writes it into {@code :scheme} itself (RFC 9113 §8.3.1).
 */
public final class Transport {
    private static final String HTTPS = "https";

    private Transport() {}

    /** {@code https} or {@code http}. */
    public static String scheme(HttpServerRequest request) {
        return isHttps(request) ? HTTPS : "http";
    }

    /** Whether the caller used HTTPS, as far as this server or a trusted proxy saw. */
    public static boolean isHttps(HttpServerRequest request) {
        // Reads what a trusted proxy says, too, and leaves behind that there was one.
        var said = HTTPS.equals(request.scheme());
        return said
                && !isDeniedByProxy(request)
                && (request.version() != HttpVersion.HTTP_2
                        || request.connection().isSsl()
                        || isFromTrustedProxy(request));
    }

    /**
     * A proxy that sets X-Forwarded-Proto may pass on an X-Forwarded-Ssl of the caller, which has the last word in the
     * framework. Here X-Forwarded-Proto has it.
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

    /** The request that this thread serves, where a resource was given a stand-in for it. */
    private static @Nullable HttpServerRequestInternal current() {
        var container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return null;
        }
        var routing = container.instance(CurrentVertxRequest.class).get().getCurrent();
        return routing != null && routing.request() instanceof HttpServerRequestInternal own ? own : null;
    }
}
