package dev.gatehouse.platform;

import io.vertx.core.http.HttpServerRequest;

/** Where a request comes from, for the audit log. */
public final class Addresses {
    private Addresses() {}

    /** The peer's address, which is the caller's own where the deployment trusts its proxies to say so. */
    public static String of(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
    }
}
