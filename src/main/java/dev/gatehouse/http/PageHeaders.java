// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * The security headers of pages: no scripts unless a page allows scripts, no external resources, no framing, no
 * caching. No response allows content sniffing. The policy omits {@code form-action}, because browsers apply
 * {@code form-action} to the redirect from the permissions page to the client. The referrer is limited to the same
 * origin; without any referrer, browsers would send {@code Origin: null} with Gatehouse forms.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class PageHeaders implements ContainerResponseFilter {
    /** The policy of pages with a script from this server, which may connect to this server only. */
    public static final String POLICY_WITH_SCRIPT = PageHeaders.POLICY + "; script-src 'self'; connect-src 'self'";

    /** The policy of the form post page, whose script comes from this server and must not connect anywhere. */
    public static final String POLICY_OF_A_FORM_POST = PageHeaders.POLICY + "; script-src 'self'";

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        var type = response.getMediaType();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        if (type != null && MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            headers.putSingle("Content-Type", "text/html;charset=UTF-8");
            headers.computeIfAbsent("Content-Security-Policy", name -> List.of(POLICY));
            headers.putSingle("X-Frame-Options", "DENY");
            headers.putSingle("Cache-Control", "no-store");
        }
        if (type == null || MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            headers.computeIfAbsent("Referrer-Policy", name -> List.of("same-origin"));
        }
    }
}
