package dev.gatehouse.http;

import dev.gatehouse.platform.Loopback;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.Set;

/**
 * Requests without TLS. One that stays on the user's own machine needs none; everything that leaves room for doubt counts
 * as one that does not stay there (decision 0017).
 */
@Named("plainHttp")
@ApplicationScoped
public class PlainHttp {
    /** Headers that only a proxy writes. */
    private static final Set<String> FORWARDED = Set.of("forwarded", "via", "x-real-ip", "true-client-ip");

    private static final String X_FORWARDED = "x-forwarded-";

    private final BaseUrl baseUrl;
    private final CurrentVertxRequest current;

    PlainHttp(BaseUrl baseUrl, CurrentVertxRequest current) {
        this.baseUrl = baseUrl;
        this.current = current;
    }

    /**
     * Whether a request without TLS stays on the caller's machine: Gatehouse has a loopback address and is called at one,
     * directly. Whether the peer is the machine itself is not asked, because a port that a container publishes has
     * another peer, and a proxy on this machine is one too.
     */
    public boolean isLoopback(HttpServerRequest request) {
        var authority = request.authority();
        return !Transport.isHttps(request)
                && authority != null
                && Loopback.isAuthority(authority.toString())
                && baseUrl.isLoopback()
                && request.version() != HttpVersion.HTTP_1_0
                && request.headers().names().stream().noneMatch(PlainHttp::isOfProxy);
    }

    /** Whether the page that is being made travels without TLS. */
    public boolean isUsed() {
        return current.getCurrent() != null
                && !Transport.isHttps(current.getCurrent().request());
    }

    /** Whether it does not leave the user's machine. */
    public boolean isLoopback() {
        return isUsed() && isLoopback(current.getCurrent().request());
    }

    private static boolean isOfProxy(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return name.startsWith(X_FORWARDED) || FORWARDED.contains(name);
    }
}
