// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.StartupFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The maximum number of connections, in total and per address. IPv6 addresses are grouped by their first 64 bits.
 * Trusted proxies have no limit per address, because connections of many callers come from a proxy. The management
 * interface has a separate small limit that callers cannot use up.
 */
@ApplicationScoped
@Startup
class ConnectionLimits {
    static final int MANAGEMENT = 200;

    private static final String PROXY_PROTOCOL = "quarkus.http.proxy.use-proxy-protocol";

    private static final Logger LOG = Logger.getLogger(ConnectionLimits.class);

    private final int total;
    private final int perAddress;
    private final List<IpSubnetFilterRule> proxies;
    private final HttpServer server;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger management = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final Map<ConnectionEnd, Counter> ended = new EnumMap<>(ConnectionEnd.class);

    ConnectionLimits(GatehouseConfig config, Config all, HttpServer server, MeterRegistry metrics) {
        if (all.getOptionalValue(PROXY_PROTOCOL, Boolean.class).orElse(false)) {
            throw new StartupFailure(PROXY_PROTOCOL + " can't be used: connections are counted by their peer's address."
                    + " Let the proxy send X-Forwarded-For instead.");
        }
        var trusted = trustedProxies(all);
        this.total = config.maxConnections();
        this.perAddress = trusted.isPresent() ? config.maxConnectionsPerAddress() : Integer.MAX_VALUE;
        this.proxies = trusted.orElse(List.of());
        this.server = server;
        metrics.gauge("gatehouse.connections", open);
        for (var reason : ConnectionEnd.values()) {
            ended.put(reason, metrics.counter("gatehouse.connections.ended", "reason", reason.tag()));
        }
    }

    /**
     * Counts a connection until the connection is closed. Returns false if the limit is reached; the caller then closes
     * the connection.
     */
    boolean admit(Channel connection) {
        if (isOfManagement(connection)) {
            return count(connection, management, MANAGEMENT);
        }
        var address = address(connection);
        if (address != null && byAddress.merge(address, 1, Integer::sum) > perAddress) {
            leave(address);
            ended(ConnectionEnd.TOO_MANY);
            return false;
        }
        if (!count(connection, open, total)) {
            leave(address);
            return false;
        }
        var _ = connection.closeFuture().addListener(closed -> leave(address));
        return true;
    }

    /** Counts a connection that Gatehouse closes. */
    void ended(ConnectionEnd reason) {
        var counter = ended.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private boolean count(Channel connection, AtomicInteger counted, int limit) {
        if (counted.incrementAndGet() > limit) {
            counted.decrementAndGet();
            ended(ConnectionEnd.TOO_MANY);
            return false;
        }
        var _ = connection.closeFuture().addListener(closed -> counted.decrementAndGet());
        return true;
    }

    private void leave(@Nullable String address) {
        if (address != null) {
            byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean isOfManagement(Channel connection) {
        return connection.localAddress() instanceof InetSocketAddress local
                && local.getPort() == server.getManagementPort();
    }

    /** Returns the network of the peer; null for a trusted proxy and for a peer without an address. */
    private @Nullable String address(Channel connection) {
        if (!(connection.remoteAddress() instanceof InetSocketAddress remote)
                || remote.getAddress() == null
                || proxies.stream().anyMatch(proxy -> proxy.matches(remote))) {
            return null;
        }
        return Addresses.network(remote.getAddress().getHostAddress());
    }

    /**
     * Returns the trusted proxies, an empty list without proxy configuration. Returns an empty Optional if proxies
     * cannot be distinguished from callers, because all peers are trusted or a host name is configured.
     */
    private static Optional<List<IpSubnetFilterRule>> trustedProxies(Config config) {
        if (!config.getOptionalValue("quarkus.http.proxy.proxy-address-forwarding", Boolean.class)
                .orElse(false)) {
            return Optional.of(List.of());
        }
        var named = config.getOptionalValues("quarkus.http.proxy.trusted-proxies", String.class);
        try {
            return named.map(
                    names -> names.stream().map(ConnectionLimits::subnet).toList());
        } catch (IllegalArgumentException hostName) {
            LOG.warn("A trusted proxy is not an IP address or a CIDR range, so connections per address have no limit");
            return Optional.empty();
        }
    }

    /**
     * Parses an address or CIDR range.
     *
     * @throws IllegalArgumentException for a host name
     */
    private static IpSubnetFilterRule subnet(String proxy) {
        var named = proxy.strip();
        var slash = named.indexOf('/');
        var address = InetAddress.ofLiteral(withoutPort(slash < 0 ? named : named.substring(0, slash)));
        var bits = slash < 0 ? address.getAddress().length * Byte.SIZE : Integer.parseInt(named.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    private static String withoutPort(String address) {
        if (address.equals("localhost")) {
            return "127.0.0.1";
        }
        var colon = address.indexOf(':');
        return colon >= 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
    }
}
