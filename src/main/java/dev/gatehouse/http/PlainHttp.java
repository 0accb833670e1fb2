// SPDX-License-Identifier: Apache-2.0
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
 * Requests without TLS. A request that does not leave the user's host needs no TLS. In case of doubt, a request counts
 * as a request from another host (decision 0017).
 */
@Named("plainHttp")
@ApplicationScoped
public class PlainHttp {
    /** Headers that only proxies send. */
    private static final Set<String> FORWARDED = Set.of("forwarded", "via", "x-real-ip", "true-client-ip");

    private static final String X_FORWARDED = "x-forwarded-";

    private final BaseUrl baseUrl;
    private final CurrentVertxRequest current;

    PlainHttp(BaseUrl baseUrl, CurrentVertxRequest current) {
        this.baseUrl = baseUrl;
        this.current = current;
    }

    /**
     * Returns whether a request without TLS stays on the caller's host: Gatehouse has a loopback base URL, the request
     * names a loopback host, and no proxy is involved. The address of the peer is not checked. A published port of a
     * container has another peer, and a proxy on the same host has a loopback address.
     */
    public boolean isLoopback(HttpServerRequest request) {
        var authority = request.authority();
        return !Transport.isHttps(request)
                && authority != null
                && Loopback.isServedAuthority(authority.toString())
                && baseUrl.isLoopback()
                && request.version() != HttpVersion.HTTP_1_0
                && request.headers().names().stream().noneMatch(PlainHttp::isOfProxy);
    }

    /** Returns whether the current page is requested without TLS. */
    public boolean isUsed() {
        return current.getCurrent() != null
                && !Transport.isHttps(current.getCurrent().request());
    }

    /** Returns whether the current page is requested without TLS and stays on the user's host. */
    public boolean isLoopback() {
        return isUsed() && isLoopback(current.getCurrent().request());
    }

    private static boolean isOfProxy(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return name.startsWith(X_FORWARDED) || FORWARDED.contains(name);
    }
}
