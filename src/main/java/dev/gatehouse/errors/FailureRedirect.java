package dev.gatehouse.errors;

import dev.gatehouse.oauth.OAuthError;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How the client of the running request is told when answering it fails: by way of the browser, once its redirect URI has
 * been verified (RFC 6749 §4.1.2.1). Until then only the person at the browser is told.
 */
@ApplicationScoped
public class FailureRedirect {
    private static final String KEY = FailureRedirect.class.getName();

    private final CurrentVertxRequest request;

    /** The answer that has the browser tell an error and its description to the client. */
    public interface Target extends BiFunction<OAuthError, String, Response> {}

    public FailureRedirect(CurrentVertxRequest request) {
        this.request = request;
    }

    /** From now on, failures of the running request are told to this client. */
    public void to(Target target) {
        var routing = request.getCurrent();
        if (routing != null) {
            routing.put(KEY, target);
        }
    }

    Optional<Response> of(OAuthError error, String description) {
        var routing = request.getCurrent();
        return routing != null && routing.get(KEY) instanceof Target target
                ? Optional.of(target.apply(error, description))
                : Optional.empty();
    }
}
