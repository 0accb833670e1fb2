// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.platform.AbsoluteUrl;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.scope.RequestPath;
import java.net.URI;
import java.net.URISyntaxException;
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

    /**
     * Returns the URL of an upstream; empty if the scheme is not {@code http} or {@code https}, or there is no host.
     */
    public static Optional<AbsoluteUrl> web(URI url) {
        return AbsoluteUrl.withUnderscores(url).filter(found -> found.isHttp() || found.isHttps());
    }

    /**
     * Parses the URL of an upstream or of its token endpoint, which has neither user, query nor fragment. Adds an error
     * for each broken rule.
     *
     * @return the URL, which may have errors; empty if there is no host of a web server
     */
    public static Optional<AbsoluteUrl> parse(String text, String field, FieldErrors errors) {
        try {
            var uri = new URI(text);
            var url = web(uri);
            errors.check(url.isPresent(), field, UpstreamErrors.notAUrl());
            errors.check(url.map(AbsoluteUrl::hasValidPort).orElse(true), field, UpstreamErrors.urlPort());
            errors.check(
                    uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null,
                    field,
                    UpstreamErrors.urlExtras());
            return url;
        } catch (URISyntaxException e) {
            errors.add(field, UpstreamErrors.notAUrl());
            return Optional.empty();
        }
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
        return web(url).orElseThrow(() -> new IllegalArgumentException("no URL of a web server"))
                .canonicalOrigin();
    }

    private static List<String> withoutTrailingSlash(List<String> segments) {
        return segments.getLast().isEmpty() ? segments.subList(0, segments.size() - 1) : segments;
    }
}
