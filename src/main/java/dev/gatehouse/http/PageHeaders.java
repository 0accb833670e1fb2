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
 * The headers that every page carries: no script unless the page itself says so, nothing from elsewhere, no framing, no
 * copy in a cache. Of no answer, whatever it is, a browser is to guess the type. There is no {@code form-action}: browsers hold it against the redirect that leads from the permissions page to the client. The
 * referrer stays on this origin; dropping it altogether would blank the {@code Origin} of our own forms.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class PageHeaders implements ContainerResponseFilter {
    /** For a page with a script, which is a file of ours and speaks to this server alone. */
    public static final String POLICY_WITH_SCRIPT = PageHeaders.POLICY + "; script-src 'self'; connect-src 'self'";

    /** For the page that sends an answer on: its script is a file of ours and speaks to nobody. */
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
