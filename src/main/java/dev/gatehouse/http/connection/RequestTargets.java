package dev.gatehouse.http.connection;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Refuses request targets that are no URI (RFC 3986), except that a query may hold <code>{ } | ^ `</code> as they are:
 * browsers send them so (URL Standard, query percent-encode set), and services take them. It stands in for the server's own
 * check, which makes no exception and is switched off by {@link #SERVER_CHECK_OFF}; where that is not set, both hold.
 */
@ApplicationScoped
public class RequestTargets {
    /** The system property, to be set before the server's classes are loaded. */
    public static final String SERVER_CHECK_OFF = "vertx.disableURIValidation";

    private static final int BEFORE_ALL_ROUTES = 9_990;
    private static final Pattern RAW_IN_QUERIES = Pattern.compile("[{}|^`]");

    void register(@Observes Filters filters) {
        filters.register(RequestTargets::check, BEFORE_ALL_ROUTES);
    }

    private static void check(RoutingContext routing) {
        var request = routing.request();
        if (isReadable(request.uri())) {
            routing.next();
            return;
        }
        if (!request.isEnded()) {
            request.resume();
        }
        RefusedRequest.malformed("The request can't be read.").answer(request);
    }

    static boolean isReadable(String target) {
        try {
            var _ = new URI(withHarmlessQuery(target));
            return true;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private static String withHarmlessQuery(String target) {
        var query = target.indexOf('?');
        return query < 0
                ? target
                : target.substring(0, query)
                        + RAW_IN_QUERIES.matcher(target.substring(query)).replaceAll("_");
    }
}
