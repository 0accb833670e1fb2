// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.client.Clients;
import dev.gatehouse.issuer.ExternalTokens;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.tenant.quota.TenantQuotas;
import dev.gatehouse.token.TokenStates;
import jakarta.enterprise.context.ApplicationScoped;

/** The facts that decisions depend on, whatever their source. A {@link Fact} names what a decision can ask for. */
public interface DecisionFacts {
    <T> FactResult<T> get(Fact<T> fact);

    /** Returns the same facts with a given value for one of them. */
    default <G> DecisionFacts with(Fact<G> given, G value) {
        var others = this;
        return new DecisionFacts() {
            @Override
            @SuppressWarnings("unchecked") // Equal facts have values of one type
            public <T> FactResult<T> get(Fact<T> fact) {
                return fact.equals(given) ? (FactResult<T>) FactResult.ready(value) : others.get(fact);
            }
        };
    }

    /** The repositories that facts are read from. */
    record Repositories(
            TokenStates tokens,
            ExternalTokens externalTokens,
            Clients clients,
            Accounts accounts,
            Scopes scopes,
            ExposedServices services,
            TenantQuotas quotas) {}

    /** The two sources of facts. */
    @ApplicationScoped
    class Sources {
        private final Repositories repositories;

        Sources(
                TokenStates tokens,
                ExternalTokens externalTokens,
                Clients clients,
                Accounts accounts,
                Scopes scopes,
                ExposedServices services,
                TenantQuotas quotas) {
            this.repositories = new Repositories(tokens, externalTokens, clients, accounts, scopes, services, quotas);
        }

        /**
         * Returns facts from this node's caches only. Never waits; a fact that no cache has is
         * {@link FactResult.NotCached}.
         */
        public DecisionFacts cached(String tenant) {
            return new DecisionFacts() {
                @Override
                public <T> FactResult<T> get(Fact<T> fact) {
                    return fact.cached(repositories, tenant);
                }
            };
        }

        /**
         * Returns facts of the current tenant, read from the database if no cache has them, for threads that may wait.
         * Only the verification result of another issuer's token may be {@link FactResult.Pending}; nothing is
         * {@link FactResult.NotCached}.
         */
        public DecisionFacts loaded() {
            return new DecisionFacts() {
                @Override
                public <T> FactResult<T> get(Fact<T> fact) {
                    return fact.load(repositories);
                }
            };
        }
    }
}
