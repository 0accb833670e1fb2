package dev.gatehouse.platform;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, for the audit log and for slowing guessing down. */
public final class Addresses {
    private Addresses() {}

    /** The peer's address, which is the caller's own where the deployment trusts its proxies to say so. */
    public static String of(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
    }

    /** The address of the request that this thread serves, null when it serves none. */
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
     * What one caller can be told from others by: the address itself, or for IPv6 its first 64 bits, because every
     * subscriber has the other 64 to choose from.
     */
    public static String network(@Nullable String address) {
        return prefix(address, 8);
    }

    /** The address itself, or for IPv6 its first 48 bits: the most that a subscriber or a site usually gets. */
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
