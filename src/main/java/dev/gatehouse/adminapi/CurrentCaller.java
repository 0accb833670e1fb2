package dev.gatehouse.adminapi;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who calls the {@link ScopeProtected} resource that is being answered. */
@ApplicationScoped
public class CurrentCaller {
    private final CurrentVertxRequest request;

    public CurrentCaller(CurrentVertxRequest request) {
        this.request = request;
    }

    /**
     * The verified caller.
     *
     * @throws IllegalStateException outside a resource that the gateway's filter guards
     */
    public Caller get() {
        var routing = request.getCurrent();
        if (routing != null && routing.get(Caller.KEY) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("no verified caller: the resource is not scope-protected");
    }
}
