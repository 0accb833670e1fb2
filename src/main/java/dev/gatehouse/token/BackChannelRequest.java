package dev.gatehouse.token;

import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all endpoints of the back channel read from a request: its parameters, from form and query, and its credentials. */
final class BackChannelRequest {
    private BackChannelRequest() {}

    /**
     * The parameters, none of which has a fault.
     *
     * @throws OAuthException {@code invalid_request} for a body that is no form, and for any faulty parameter
     */
    static OAuthParameters parameters(byte @Nullable [] body, HttpHeaders headers, HttpServerRequest http) {
        var hasBody = body != null && body.length > 0;
        if (hasBody && !isForm(headers)) {
            throw new OAuthException(
                    OAuthError.INVALID_REQUEST, "the body must be " + MediaType.APPLICATION_FORM_URLENCODED);
        }
        var parameters = OAuthParameters.parse(http.query(), hasBody ? body : null);
        parameters.refuseFaults();
        return parameters;
    }

    /** All {@code Authorization} headers. */
    static List<String> authorization(HttpHeaders headers) {
        var values = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return values == null ? List.of() : values;
    }

    private static boolean isForm(HttpHeaders headers) {
        try {
            var type = headers.getMediaType();
            return type != null && type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
