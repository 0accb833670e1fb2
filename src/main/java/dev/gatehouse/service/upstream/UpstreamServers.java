// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An immutable snapshot of a tenant's declared upstreams, indexed by origin. */
public final class UpstreamServers {
    private final String tenant;
    private final Map<String, List<Declared>> byOrigin;

    record Declared(UpstreamUrl url, UpstreamServer server) {}

    UpstreamServers(String tenant, List<Declared> declared) {
        this.tenant = tenant;
        this.byOrigin = declared.stream()
                .sorted(Comparator.comparingInt(
                                (Declared upstream) -> upstream.url().segments().size())
                        .reversed())
                .collect(Collectors.groupingBy(upstream -> upstream.url().origin()));
    }

    /** Returns the upstream with the longest URL that is a prefix of a service's URL. */
    public UpstreamServer of(UpstreamUrl url) {
        return byOrigin.getOrDefault(url.origin(), List.of()).stream()
                .filter(upstream -> upstream.url().covers(url))
                .findFirst()
                .map(Declared::server)
                .orElseGet(() -> undeclared(url.origin()));
    }

    /** Returns an upstream with default settings, without credentials. */
    public UpstreamServer undeclared(String name) {
        return UpstreamServer.undeclared(tenant, name);
    }
}
