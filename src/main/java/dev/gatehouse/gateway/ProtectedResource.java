// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.http.Paths;
import dev.gatehouse.scope.RequestPath;
import java.util.List;
import java.util.Optional;

/**
 * What RFC 9728 calls a protected resource: a REST API with all its resources, or a flow service. Which one a path belongs
 * to follows from its shape alone; whether anything is exposed there is another question.
 *
 * @param below whether it is more than the one URL
 */
record ProtectedResource(RequestPath.Canonical root, boolean below) {
    private static final List<String> REST_API = List.of("integration", "restv2");
    private static final List<String> FLOW_SERVICE = List.of("integration", "rest", "external", "integration", "run");

    /** Environment, project and name. */
    private static final int NAMING_SEGMENTS = 3;

    /** The resource that a path leads to. */
    static Optional<ProtectedResource> of(RequestPath.Canonical path) {
        return of(path, REST_API, true).or(() -> of(path, FLOW_SERVICE, false));
    }

    /** The resource whose own path this is. */
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

    /** Where the metadata of the resource is that a path leads to; of everything, if it leads to none. */
    static String metadataUrl(String baseUrl, RequestPath path) {
        var resource = path instanceof RequestPath.Canonical canonical
                ? of(canonical).map(found -> found.root.toString()).orElse("")
                : "";
        return baseUrl + Paths.PROTECTED_RESOURCE_METADATA + resource;
    }

    /** The name of the REST API or flow service. */
    String name() {
        return root.segments().getLast();
    }

    /** Its identifier, which is the URL under which it is called. */
    String identifier(String baseUrl) {
        return baseUrl + root;
    }
}
