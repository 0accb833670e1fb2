// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.scope.RequestPath;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An upstream's URL in canonical form: scheme and host in lower case, no default port, and the path by its decoded
 * segments without a trailing slash.
 */
public record UpstreamUrl(String origin, List<String> segments) {
    public UpstreamUrl {
        segments = List.copyOf(segments);
    }

    /** Returns the canonical form of an absolute URL; empty if servers may interpret its path differently. */
    public static Optional<UpstreamUrl> of(URI url) {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return RequestPath.parse(path) instanceof RequestPath.Canonical canonical
                ? Optional.of(new UpstreamUrl(origin(url), withoutTrailingSlash(canonical.segments())))
                : Optional.empty();
    }

    /** Returns the canonical origin of an absolute URL, without a path. */
    public static UpstreamUrl originOf(URI url) {
        return new UpstreamUrl(origin(url), List.of());
    }

    /** Returns whether another URL equals this one or is below it, by segments. */
    public boolean covers(UpstreamUrl other) {
        var count = segments.size();
        return origin.equals(other.origin)
                && other.segments.size() >= count
                && other.segments.subList(0, count).equals(segments);
    }

    @Override
    public String toString() {
        return segments.isEmpty() ? origin : origin + new RequestPath.Canonical(segments);
    }

    private static String origin(URI url) {
        return WebServer.of(url)
                .orElseThrow(() -> new IllegalArgumentException("no URL of a web server"))
                .canonicalOrigin();
    }

    private static List<String> withoutTrailingSlash(List<String> segments) {
        return segments.getLast().isEmpty() ? segments.subList(0, segments.size() - 1) : segments;
    }
}
