// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Objects;

/**
 * Adds entity tags to the responses of {@link EntityTagged} calls, and answers 304 if the reader has the current
 * version.
 */
@Provider
@EntityTagged
public class EntityTagFilter implements ContainerResponseFilter {
    private final EntityTags tags;

    EntityTagFilter(EntityTags tags) {
        this.tags = tags;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var view = response.getEntity();
        if (view == null || response.getStatus() / 100 != 2) {
            return;
        }
        var tag = tags.of(view);
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        var known = Objects.requireNonNullElse(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH), List.<String>of());
        if (isRead(request) && EntityTags.matchWeakly(known, tag)) {
            response.setStatus(304);
            response.setEntity(null);
        }
    }

    private static boolean isRead(ContainerRequestContext request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }
}
