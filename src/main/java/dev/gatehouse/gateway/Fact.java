// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.gateway.DecisionFacts.Repositories;
import dev.gatehouse.issuer.VerificationResult;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.tenant.quota.QuotaLimits;
import dev.gatehouse.token.TokenState;
import java.util.Optional;
import java.util.UUID;

/**
 * A fact that a decision depends on, and the two ways to look the fact up. An empty value means that the token, client
 * or account does not exist.
 */
public sealed interface Fact<T> {
    Fact<ScopeMatcher> SCOPES = new AllScopes();
    Fact<ServiceCatalogue> SERVICES = new AllServices();
    Fact<QuotaLimits> QUOTAS = new TenantLimits();

    /** Looks the fact up in the caches of this node. Never waits. */
    FactResult<T> cached(Repositories repositories, String tenant);

    /**
     * Looks the fact up for the current tenant, in the database if no cache has it. Waits for the database, but for no
     * issuer.
     */
    FactResult<T> load(Repositories repositories);

    /** A token that Gatehouse issued. */
    record IssuedToken(Sha256 digest) implements Fact<Optional<TokenState>> {
        /** If a token is cached as another issuer's, the database has no token of Gatehouse with this digest. */
        @Override
        public FactResult<Optional<TokenState>> cached(Repositories repositories, String tenant) {
            var token = repositories.tokens().ifCached(tenant, digest);
            return token == null && repositories.externalTokens().ifCached(tenant, digest) == null
                    ? FactResult.notCached()
                    : FactResult.ready(Optional.ofNullable(token));
        }

        @Override
        public FactResult<Optional<TokenState>> load(Repositories repositories) {
            return FactResult.ready(Optional.ofNullable(repositories.tokens().find(digest)));
        }
    }

    /** The result of a token that Gatehouse did not issue. */
    record ExternalToken(String bearer) implements Fact<VerificationResult> {
        @Override
        public FactResult<VerificationResult> cached(Repositories repositories, String tenant) {
            return FactResult.ifCached(repositories.externalTokens().ifCached(tenant, Sha256.of(bearer)));
        }

        @Override
        public FactResult<VerificationResult> load(Repositories repositories) {
            var result = repositories.externalTokens().verify(bearer);
            return result.succeeded()
                    ? FactResult.ready(result.result().get())
                    : new FactResult.Pending<>(this, result);
        }

        /** The text never contains the token, so that no log line does. */
        @Override
        public String toString() {
            return "ExternalToken";
        }
    }

    /** A client by its public ID. */
    record Client(String clientId) implements Fact<Optional<RegisteredClient>> {
        @Override
        public FactResult<Optional<RegisteredClient>> cached(Repositories repositories, String tenant) {
            return FactResult.ifCached(repositories.clients().ifCached(tenant, clientId))
                    .map(Optional::of);
        }

        @Override
        public FactResult<Optional<RegisteredClient>> load(Repositories repositories) {
            return FactResult.ready(Optional.ofNullable(repositories.clients().registered(clientId)));
        }
    }

    /** A user by the ID of the account. */
    record Account(UUID id) implements Fact<Optional<Person>> {
        @Override
        public FactResult<Optional<Person>> cached(Repositories repositories, String tenant) {
            return FactResult.ifCached(repositories.accounts().ifCached(tenant, id))
                    .map(Optional::of);
        }

        @Override
        public FactResult<Optional<Person>> load(Repositories repositories) {
            return FactResult.ready(Optional.ofNullable(repositories.accounts().person(id)));
        }
    }

    /** All scopes of the tenant. */
    record AllScopes() implements Fact<ScopeMatcher> {
        @Override
        public FactResult<ScopeMatcher> cached(Repositories repositories, String tenant) {
            return FactResult.ifCached(repositories.scopes().matcherIfCached(tenant));
        }

        @Override
        public FactResult<ScopeMatcher> load(Repositories repositories) {
            return FactResult.ready(repositories.scopes().matcher());
        }
    }

    /** All exposed services of the tenant. */
    record AllServices() implements Fact<ServiceCatalogue> {
        @Override
        public FactResult<ServiceCatalogue> cached(Repositories repositories, String tenant) {
            return FactResult.ifCached(repositories.services().catalogueIfCached(tenant));
        }

        @Override
        public FactResult<ServiceCatalogue> load(Repositories repositories) {
            return FactResult.ready(repositories.services().catalogue());
        }
    }

    /** The quotas of the tenant. */
    record TenantLimits() implements Fact<QuotaLimits> {
        @Override
        public FactResult<QuotaLimits> cached(Repositories repositories, String tenant) {
            return FactResult.ifCached(repositories.quotas().ifCached(tenant));
        }

        @Override
        public FactResult<QuotaLimits> load(Repositories repositories) {
            return FactResult.ready(repositories.quotas().limits());
        }
    }
}
