// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import static dev.gatehouse.partner.Literals.shell;

import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.CallableServices;
import dev.gatehouse.service.ExposedServices;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;

/** The first call with a token that an administrator has added. */
@ApplicationScoped
public class FirstCalls {
    private final Scopes scopes;
    private final ExposedServices services;
    private final CallableServices callable;

    FirstCalls(Scopes scopes, ExposedServices services, CallableServices callable) {
        this.scopes = scopes;
        this.services = services;
        this.callable = callable;
    }

    /**
     * Returns a bash command with the easiest call that the scopes cover, or empty if they cover no exposed service.
     * The token is not on the command line of curl, which other users of the machine can see.
     *
     * @param base the tenant's address, without a trailing slash
     */
    public Optional<String> curl(ScopeNames granted, String token, String base) {
        var matcher = scopes.matcher();
        var calls = new ServiceCalls(callable.all(), services.catalogue());
        return granted.names().stream()
                .map(matcher::get)
                .filter(Objects::nonNull)
                .flatMap(scope -> calls.of(scope).stream())
                .min(ServiceCall.EASIEST_FIRST)
                .map(call -> line(call, token, base));
    }

    private static String line(ServiceCall call, String token, String base) {
        var method = call.method().equals("GET") ? "" : " --request " + call.method();
        var body = call.hasBody() ? " --header 'Content-Type: application/json' --data '{}'" : "";
        return "curl -sS --fail-with-body" + method + body + " " + shell(base + call.samplePath())
                + " --config <(printf 'header = \"Authorization: Bearer %s\"\\n' " + shell(token) + ")";
    }
}
