package dev.gatehouse.gateway;

import dev.gatehouse.platform.Paths;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Limits the bodies that this program reads whole, which is all but the gateway's: those stream through and may be of any
 * size.
 */
@ApplicationScoped
class BodyLimits {
    private static final long MAX_BYTES = 1024 * 1024;

    /** OpenAPI documents are larger than all else. */
    private static final long MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

    private static final Pattern DOCUMENTS =
            Pattern.compile(Pattern.quote(Paths.ADMIN_API) + "/projects/[^/]+/openapi");

    /** A document in a form, with what else stands in it. */
    private static final long MAX_UPLOAD_BYTES = MAX_DOCUMENT_BYTES + 64 * 1024;

    private static final String UPLOADS = Paths.CONSOLE + "/services/import";

    private static final int PRIORITY = 100;

    void register(@Observes Filters filters) {
        filters.register(BodyLimits::check, PRIORITY);
    }

    private static void check(RoutingContext routing) {
        // On every request, however its path is spelled: the gateway never reads a body through a VertxInputStream.
        var path = routing.normalizedPath();
        var limit = limit(path);
        routing.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, limit);
        var streams = path.startsWith(Paths.INTEGRATION + "/") && !path.startsWith(Paths.OAUTH + "/");
        if (!streams) {
            Refusals.endWhereABodyIsAwaited(routing);
        }
        var length = routing.request().getHeader("Content-Length");
        if (!streams && length != null && isTooLong(length, limit)) {
            if (routing.request().version() != HttpVersion.HTTP_2) {
                routing.response().putHeader("Connection", "close");
            }
            routing.response().setStatusCode(413).end();
            return;
        }
        routing.next();
    }

    private static long limit(String path) {
        if (path.equals(UPLOADS)) {
            return MAX_UPLOAD_BYTES;
        }
        return DOCUMENTS.matcher(path).matches() ? MAX_DOCUMENT_BYTES : MAX_BYTES;
    }

    private static boolean isTooLong(String length, long limit) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException notANumber) {
            return true;
        }
    }
}
