// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.upstream.UpstreamServer;
import dev.gatehouse.service.upstream.UpstreamServers;
import dev.gatehouse.service.upstream.UpstreamUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An exposed service as the gateway forwards to it.
 *
 * @param upstream the upstream URL in canonical form; null: the stored URL breaks a rule that an earlier version did
 *     not have, so calls cannot be forwarded
 * @param server the upstream that the URL belongs to
 * @param baseSegments the number of path segments that the upstream URL replaces; further segments are appended to the
 *     upstream URL
 * @param timeout the time until the first byte of the upstream's response
 * @param rateLimit the limit of calls by all clients together; null: unlimited
 * @param cors the CORS rule
 */
public record Route(
        UUID service,
        String path,
        HttpMethods methods,
        @Nullable URI upstream,
        UpstreamServer server,
        int baseSegments,
        Duration timeout,
        @Nullable RateLimit rateLimit,
        CorsRule cors) {
    static Route of(ExposedService service, UpstreamServers servers) {
        var upstream = UpstreamUrl.of(URI.create(service.upstreamUrl));
        var base = service.kind == ServiceKind.REST_RESOURCE ? RestApis.SEGMENTS : Integer.MAX_VALUE;
        return new Route(
                service.id,
                service.path,
                service.httpMethods(),
                upstream.map(url -> URI.create(url.target())).orElse(null),
                upstream.map(servers::of).orElseGet(() -> servers.undeclared(service.upstreamUrl)),
                base,
                Duration.ofMillis(service.timeoutMs),
                service.rateLimit,
                service.cors());
    }

    /** Returns the path of the flow service, or of the REST API of a resource. */
    RequestPath.Canonical root() {
        var segments = UrlPattern.stored(path).segments();
        return new RequestPath.Canonical(segments.subList(0, Math.min(baseSegments, segments.size())));
    }

    /**
     * Returns the upstream's request target for a call. There must be an upstream URL.
     *
     * @param rawQuery the query with its question mark; empty without a query
     */
    public String target(RequestPath.Canonical path, String rawQuery) {
        var root = Objects.requireNonNull(upstream).getRawPath();
        var rest = path.segments().size() <= baseSegments ? "" : path.forwarded(baseSegments);
        var full = (root.endsWith("/") && !rest.isEmpty() ? root.substring(0, root.length() - 1) : root) + rest;
        return (full.isEmpty() ? "/" : full) + rawQuery;
    }
}
