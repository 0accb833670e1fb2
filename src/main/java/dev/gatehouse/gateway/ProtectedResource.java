// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.http.Paths;
import dev.gatehouse.scope.RequestPath;
import java.util.List;
import java.util.Optional;

/**
 * A protected resource of RFC 9728: a REST API with all its resources, or a flow service. The form of a path alone
 * determines the resource, whether or not a service is exposed there.
 *
 * @param below whether the resource contains URLs below its own
 */
record ProtectedResource(RequestPath.Canonical root, boolean below) {
    private static final List<String> REST_API = List.of("integration", "restv2");
    private static final List<String> FLOW_SERVICE = List.of("integration", "rest", "external", "integration", "run");

    /** Environment, project and name. */
    private static final int NAMING_SEGMENTS = 3;

    /** Returns the resource that contains a path. */
    static Optional<ProtectedResource> of(RequestPath.Canonical path) {
        return of(path, REST_API, true).or(() -> of(path, FLOW_SERVICE, false));
    }

    /** Returns the resource whose own path is the given one. */
    static Optional<ProtectedResource> at(RequestPath.Canonical path) {
        return of(path).filter(resource -> resource.root.equals(path));
    }

    private static Optional<ProtectedResource> of(RequestPath.Canonical path, List<String> prefix, boolean below) {
        var segments = path.segments();
        var length = prefix.size() + NAMING_SEGMENTS;
        if (segments.size() < length || (!below && segments.size() > length)) {
            return Optional.empty();
        }
        var root = segments.subList(0, length);
        return root.subList(0, prefix.size()).equals(prefix) && !root.contains("")
                ? Optional.of(new ProtectedResource(new RequestPath.Canonical(root), below))
                : Optional.empty();
    }

    /**
     * Returns the URL of the metadata of the resource that contains a path, or of the general metadata if there is
     * none.
     */
    static String metadataUrl(String baseUrl, RequestPath path) {
        var resource = path instanceof RequestPath.Canonical canonical
                ? of(canonical).map(found -> found.root.toString()).orElse("")
                : "";
        return baseUrl + Paths.PROTECTED_RESOURCE_METADATA + resource;
    }

    /** Returns the name of the REST API or flow service. */
    String name() {
        return root.segments().getLast();
    }

    /** Returns the resource identifier, which is the URL of the resource. */
    String identifier(String baseUrl) {
        return baseUrl + root;
    }
}
