// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.scope.RequestPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * A resource that a token is restricted to (RFC 8707): a URL of this server below {@code /integration/}, or the base
 * URL for the whole server. The token is valid for calls at and below the resource, which is the token's audience.
 */
public record ResourceIndicator(String uri, RequestPath.Canonical path) {
    private static final RequestPath.Canonical ROOT = new RequestPath.Canonical(List.of(""));

    /**
     * Parses a {@code resource} parameter.
     *
     * @param issuer this server's base URL
     * @throws OAuthException {@code invalid_target} if the resource is not a URL of this server
     */
    public static ResourceIndicator parse(String resource, String issuer) {
        if (resource.equals(issuer) || resource.equals(issuer + "/")) {
            return new ResourceIndicator(issuer, ROOT);
        }
        if (resource.startsWith(issuer + "/integration/")
                && resource.indexOf('#') < 0
                && resource.indexOf('?') < 0
                && RequestPath.parse(resource.substring(issuer.length())) instanceof RequestPath.Canonical path
                && path.segments().getFirst().equals("integration")) {
            return new ResourceIndicator(issuer + path, path);
        }
        throw new OAuthException(OAuthError.INVALID_TARGET, "resource must be a URL of this server's services.");
    }

    /** Returns the resource of a URI that was validated before storage. */
    public static ResourceIndicator stored(String uri) {
        try {
            var rawPath = new URI(uri).getRawPath();
            var path = rawPath.isEmpty() ? ROOT : RequestPath.parse(rawPath);
            if (path instanceof RequestPath.Canonical canonical) {
                return new ResourceIndicator(uri, canonical);
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a stored resource is not a URI", e);
        }
        throw new IllegalStateException("a stored resource has no canonical path");
    }

    /** Returns the estimated heap size of the texts in bytes. */
    int bytesOfTexts() {
        return CacheBound.bytes(uri) + CacheBound.bytes(path.segments()) + CacheBound.bytes(path.forwarded());
    }

    /** Returns whether a call is at or below this resource. */
    public boolean covers(RequestPath.Canonical called) {
        var segments = path.segments();
        return called.startsWith(segments.getLast().isEmpty() ? segments.subList(0, segments.size() - 1) : segments);
    }
}
