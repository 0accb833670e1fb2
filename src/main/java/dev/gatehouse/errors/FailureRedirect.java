// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import dev.gatehouse.oauth.ErrorDescription;
import dev.gatehouse.oauth.OAuthError;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The redirect that reports a failure of the current request to the client, once the client and its redirect URI are
 * verified (RFC 6749 §4.1.2.1). Before verification, failures are shown to the user only.
 */
@ApplicationScoped
public class FailureRedirect {
    private static final String KEY = FailureRedirect.class.getName();

    private final CurrentVertxRequest request;

    /** Builds the response that returns an error and its description to the client through the browser. */
    public interface Target extends BiFunction<OAuthError, ErrorDescription, Response> {}

    FailureRedirect(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Reports later failures of the current request to this client. */
    public void to(Target target) {
        var routing = request.getCurrent();
        if (routing != null) {
            routing.put(KEY, target);
        }
    }

    Optional<Response> of(OAuthError error, ErrorDescription description) {
        var routing = request.getCurrent();
        return routing != null && routing.get(KEY) instanceof Target target
                ? Optional.of(target.apply(error, description))
                : Optional.empty();
    }
}
