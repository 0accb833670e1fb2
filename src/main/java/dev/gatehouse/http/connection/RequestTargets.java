// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.http.IntegrationServerAliases;
import dev.gatehouse.http.Paths;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Rejects request targets that are not valid URIs (RFC 3986). A query may contain raw <code>{ } | ^ `</code>, because
 * browsers send these characters (URL Standard, query percent-encode set) and services accept them. The class replaces
 * the check of Vert.x, which makes no exceptions. {@link #SERVER_CHECK_OFF} disables that check; without the property,
 * both checks apply.
 *
 * <p>Clients get problem details. Users get the error page of {@code errors} instead: a request of a page goes on to the
 * section of the page, marked as {@linkplain #isUndecodable undecodable}.
 */
@ApplicationScoped
public class RequestTargets {
    /** The system property that must be set before the classes of Vert.x are loaded. */
    public static final String SERVER_CHECK_OFF = "vertx.disableURIValidation";

    private static final String UNDECODABLE = RequestTargets.class.getName();
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
        var page = Paths.plain(IntegrationServerAliases.endpoint(request.path()));
        if (Paths.isForPeople(page)) {
            routing.put(UNDECODABLE, true);
            routing.reroute(Paths.section(page));
            return;
        }
        if (!request.isEnded()) {
            request.resume();
        }
        RejectedRequest.malformed("The request can't be read.").answer(request);
    }

    /** Returns whether the path or query of a page could not be decoded, so that no resource may handle the request. */
    public static boolean isUndecodable(RoutingContext routing) {
        return routing.get(UNDECODABLE) != null;
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
