// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.client.Clients;
import dev.gatehouse.issuer.ExternalTokens;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.token.TokenStates;
import jakarta.enterprise.context.ApplicationScoped;

/** The facts that decisions depend on, from wherever they come. What can be asked for is a {@link Fact}. */
public interface DecisionFacts {
    <T> Answer<T> get(Fact<T> fact);

    /** The same facts, except for one whose value is given. */
    default <G> DecisionFacts with(Fact<G> given, G value) {
        var others = this;
        return new DecisionFacts() {
            @Override
            @SuppressWarnings("unchecked") // Equal facts have values of one type
            public <T> Answer<T> get(Fact<T> fact) {
                return fact.equals(given) ? (Answer<T>) Answer.ready(value) : others.get(fact);
            }
        };
    }

    /** Where facts are looked up. */
    record Repositories(
            TokenStates tokens,
            ExternalTokens externalTokens,
            Clients clients,
            Accounts accounts,
            Scopes scopes,
            ExposedServices services) {}

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
                ExposedServices services) {
            this.repositories = new Repositories(tokens, externalTokens, clients, accounts, scopes, services);
        }

        /** Facts from this node's caches alone. Never waits; what no cache has is {@link Answer.NotCached}. */
        public DecisionFacts cached(String tenant) {
            return new DecisionFacts() {
                @Override
                public <T> Answer<T> get(Fact<T> fact) {
                    return fact.cached(repositories, tenant);
                }
            };
        }

        /**
         * Facts of the current tenant, from the database where no cache has them, so on a thread that may wait. Only the
         * judgement of another issuer's token may be {@link Answer.Pending}; nothing is {@link Answer.NotCached}.
         */
        public DecisionFacts loaded() {
            return new DecisionFacts() {
                @Override
                public <T> Answer<T> get(Fact<T> fact) {
                    return fact.load(repositories);
                }
            };
        }
    }
}
