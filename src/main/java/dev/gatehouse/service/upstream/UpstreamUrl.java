// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.platform.AbsoluteUrl;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.scope.RequestPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URL of an upstream, or of a service behind an upstream, in canonical form: scheme and host in lower case, no
 * default port, and a path that all servers read alike. Both kinds of URLs have the same rules, and the form that is
 * compared is the form that calls are forwarded to. Otherwise the credentials of an upstream could reach another path
 * than the declared one.
 *
 * @param segments the path segments as forwarded: with normalised encoding, and reserved characters as typed
 * @param trailingSlash whether the path of a service ends with a slash; upstreams are the same with and without
 */
public record UpstreamUrl(String origin, List<String> segments, boolean trailingSlash) {
    private static final Pattern ENCODED_DOTS =
            Pattern.compile("/(?:%2e|\\.%2e|%2e\\.|%2e%2e)(?:/|$)", Pattern.CASE_INSENSITIVE);

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
     * Parses the URL of an upstream, of a service or of a token endpoint, which has neither user, query nor fragment.
     * Adds an error for each broken rule.
     *
     * @return the canonical URL; empty after an error
     */
    public static Optional<UpstreamUrl> parse(String text, String field, FieldErrors errors) {
        try {
            var uri = new URI(text);
            var url = web(uri);
            errors.check(url.isPresent(), field, UpstreamErrors.notAUrl());
            errors.check(url.map(AbsoluteUrl::hasValidPort).orElse(true), field, CommonErrors.urlPort());
            errors.check(!url.map(AbsoluteUrl::hasZone).orElse(false), field, CommonErrors.urlZone());
            errors.check(
                    uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null,
                    field,
                    UpstreamErrors.urlExtras());
            errors.check(url.isEmpty() || path(uri).isPresent(), field, UpstreamErrors.path());
            return errors.has(field) ? Optional.empty() : of(uri);
        } catch (URISyntaxException e) {
            errors.add(field, UpstreamErrors.notAUrl());
            return Optional.empty();
        }
    }

    /**
     * Returns the canonical form of a stored URL; empty if the URL breaks a rule that did not exist when the URL was
     * stored.
     */
    public static Optional<UpstreamUrl> of(URI url) {
        return web(url).filter(found -> !found.hasZone())
                .flatMap(found -> path(url)
                        .map(path -> of(
                                found.canonicalOrigin(), path, !url.getRawPath().isEmpty())));
    }

    private static UpstreamUrl of(String origin, RequestPath.Canonical path, boolean hasPath) {
        var segments = path.forwarded();
        return segments.getLast().isEmpty()
                ? new UpstreamUrl(origin, segments.subList(0, segments.size() - 1), hasPath)
                : new UpstreamUrl(origin, segments, false);
    }

    /** Returns whether another URL equals this one or is below it, by segments. */
    public boolean covers(UpstreamUrl other) {
        var count = segments.size();
        return origin.equals(other.origin)
                && other.segments.size() >= count
                && other.segments.subList(0, count).equals(segments);
    }

    /** Returns the URL that calls are forwarded to. */
    public String target() {
        return trailingSlash ? this + "/" : toString();
    }

    /** Returns the URL without a trailing slash. */
    @Override
    public String toString() {
        return segments.isEmpty() ? origin : origin + "/" + String.join("/", segments);
    }

    /**
     * Returns the canonical path of a URL; empty if servers may read the path differently. In addition to the rules of
     * {@link RequestPath}, encoded dot segments are rejected, and so are {@code ..} segments after an empty segment:
     * RFC 3986 §5.2.4 removes the empty one, and servers that collapse slashes first remove the one before.
     */
    private static Optional<RequestPath.Canonical> path(URI url) {
        var path = url.getRawPath();
        if (path.isEmpty()) {
            return path("/");
        }
        var empty = path.indexOf("//");
        return ENCODED_DOTS.matcher(path).find() || (empty >= 0 && (path + "/").indexOf("/../", empty) >= 0)
                ? Optional.empty()
                : path(path);
    }

    private static Optional<RequestPath.Canonical> path(String raw) {
        return RequestPath.parse(raw) instanceof RequestPath.Canonical canonical
                ? Optional.of(canonical)
                : Optional.empty();
    }
}
