package dev.gatehouse.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What browsers prefer of pages (RFC 9110 §12.5). The framework fails on preferences that it cannot read; as a server may
 * leave them aside, those are as if they had not been sent.
 */
@ApplicationScoped
class Negotiation {
    private static final int PRIORITY = 150;
    private static final int MAX_LENGTH = 2_000;
    private static final List<String> FIELDS =
            List.of("Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language");

    private static final String PREFERENCE =
            "\\s*[\\w*!#$&^.+/-]++(\\s*+;\\s*+(q=(0(\\.\\d{0,3})?+|1(\\.0{0,3})?+)|(?!q=)[\\w-]++=[\\w.-]++))*+\\s*";

    private static final Pattern PREFERENCES = Pattern.compile(PREFERENCE + "(," + PREFERENCE + ")*+");

    void register(@Observes Filters filters) {
        filters.register(Negotiation::leaveOutUnreadable, PRIORITY);
    }

    private static void leaveOutUnreadable(RoutingContext routing) {
        if (Paths.isForPeople(routing.request().path())) {
            var headers = routing.request().headers();
            FIELDS.stream()
                    .filter(field -> !headers.getAll(field).stream().allMatch(Negotiation::isReadable))
                    .toList()
                    .forEach(headers::remove);
        }
        routing.next();
    }

    private static boolean isReadable(String value) {
        return value.length() <= MAX_LENGTH && PREFERENCES.matcher(value).matches();
    }
}
