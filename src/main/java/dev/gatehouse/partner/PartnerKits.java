// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.CallableServices;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.tenant.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects the data of a client from the packages that own the data. */
@ApplicationScoped
class PartnerKits {
    /** The maximum number of calls in a kit. Postman can still open a file of this size. */
    private static final int MAX_CALLS = 1000;

    private static final List<GrantType> BY_PREFERENCE =
            List.of(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS, GrantType.PASSWORD, GrantType.IMPLICIT);

    private final Clients clients;
    private final Scopes scopes;
    private final ExposedServices services;
    private final CallableServices callable;
    private final TenantSettings settings;

    PartnerKits(
            Clients clients,
            Scopes scopes,
            ExposedServices services,
            CallableServices callable,
            TenantSettings settings) {
        this.clients = clients;
        this.scopes = scopes;
        this.services = services;
        this.callable = callable;
        this.settings = settings;
    }

    /**
     * Returns the kit of a client.
     *
     * @throws ProblemException if the client does not exist
     */
    PartnerKit of(String clientId, String base) {
        var client = clients.registered(clientId);
        if (client == null) {
            throw ProblemException.notFound(CommonErrors.clientNotFound());
        }
        var covered = covered(client);
        var cut = cut(covered);
        return new PartnerKit(client, base, grants(client), cut, cut.equals(covered));
    }

    private List<GrantType> grants(RegisteredClient client) {
        var current = settings.current();
        return BY_PREFERENCE.stream()
                .filter(client.grantTypes()::contains)
                .filter(grant -> grant != GrantType.IMPLICIT || current.allowImplicit())
                .filter(grant -> grant != GrantType.PASSWORD || current.allowPassword())
                .toList();
    }

    private List<PartnerKit.ScopeCalls> covered(RegisteredClient client) {
        var matcher = scopes.matcher();
        var calls = new ServiceCalls(callable.all(), services.catalogue());
        return client.scopes().stream()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(matcher::get)
                .filter(Objects::nonNull)
                .map((ScopeMatcher.KnownScope scope) -> new PartnerKit.ScopeCalls(scope, calls.of(scope)))
                .toList();
    }

    private static List<PartnerKit.ScopeCalls> cut(List<PartnerKit.ScopeCalls> covered) {
        var left = MAX_CALLS;
        var cut = new ArrayList<PartnerKit.ScopeCalls>();
        for (var scope : covered) {
            var calls = scope.calls().subList(0, Math.min(left, scope.calls().size()));
            left -= calls.size();
            cut.add(new PartnerKit.ScopeCalls(scope.scope(), calls));
        }
        return List.copyOf(cut);
    }
}
