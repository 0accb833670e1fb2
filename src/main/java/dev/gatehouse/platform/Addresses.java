// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The network addresses of requests, for the audit log and for rate limits. */
public final class Addresses {
    private Addresses() {}

    /**
     * Returns the address of the peer. Behind a trusted proxy, Quarkus reports the address of the caller as the peer.
     */
    public static String of(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
    }

    /** Returns the address of the request that the current thread serves, or null outside a request. */
    public static @Nullable String current() {
        var container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return null;
        }
        var request = container.instance(CurrentVertxRequest.class).get();
        var routing = request == null ? null : request.getCurrent();
        return routing == null ? null : of(routing.request());
    }

    /**
     * Returns the address itself, or the first 64 bits of an IPv6 address. A subscriber chooses the other 64 bits
     * freely, so only the first 64 bits distinguish callers.
     */
    public static String network(@Nullable String address) {
        return prefix(address, 8);
    }

    /**
     * Returns the address itself, or the first 48 bits of an IPv6 address: the largest prefix that subscribers and
     * sites usually get.
     */
    public static String site(@Nullable String address) {
        return prefix(address, 6);
    }

    private static String prefix(@Nullable String address, int bytesOfIpv6) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, bytesOfIpv6)
                    : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }
}
