// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.adminapi;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** The caller of the current request to a {@link ScopeProtected} resource. */
@ApplicationScoped
public class CurrentCaller {
    private final CurrentVertxRequest request;

    CurrentCaller(CurrentVertxRequest request) {
        this.request = request;
    }

    /**
     * Returns the verified caller.
     *
     * @throws IllegalStateException if the resource is not scope-protected
     */
    public Caller get() {
        var routing = request.getCurrent();
        if (routing != null && routing.get(Caller.KEY) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("no verified caller: the resource is not scope-protected");
    }
}
