package dev.gatehouse.service;

import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.upstream.UpstreamServer;
import dev.gatehouse.service.upstream.UpstreamServers;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one exposed service go.
 *
 * @param server the upstream that the URL belongs to
 * @param baseSegments how many segments of the path stand for the upstream URL; the rest is appended to it
 * @param timeout until the first byte of the upstream's answer
 * @param rateLimit how often it may be called, by all clients together; null: as often as they like
 * @param cors which scripts of other origins may call it
 */
public record Route(
        UUID service,
        String path,
        HttpMethods methods,
        URI upstream,
        UpstreamServer server,
        int baseSegments,
        Duration timeout,
        @Nullable RateLimit rateLimit,
        CorsRule cors) {
    static Route of(ExposedService service, UpstreamServers servers) {
        var upstream = URI.create(service.upstreamUrl);
        var base = service.kind == ServiceKind.REST_RESOURCE ? RestApis.SEGMENTS : Integer.MAX_VALUE;
        return new Route(
                service.id,
                service.path,
                service.httpMethods(),
                upstream,
                servers.of(upstream),
                base,
                Duration.ofMillis(service.timeoutMs),
                service.rateLimit,
                service.cors());
    }

    /** The path of the flow service, or of the REST API that the resource belongs to. */
    RequestPath.Canonical root() {
        var segments = UrlPattern.stored(path).segments();
        return new RequestPath.Canonical(segments.subList(0, Math.min(baseSegments, segments.size())));
    }

    /**
     * The upstream's request target for a call of this path.
     *
     * @param rawQuery from the question mark on; empty without one
     */
    public String target(RequestPath.Canonical path, String rawQuery) {
        var root = upstream.getRawPath();
        var rest = path.segments().size() <= baseSegments ? "" : path.forwarded(baseSegments);
        var full = (root.endsWith("/") && !rest.isEmpty() ? root.substring(0, root.length() - 1) : root) + rest;
        return (full.isEmpty() ? "/" : full) + rawQuery;
    }
}
