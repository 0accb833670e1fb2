// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The facts of many consecutive decisions. Common facts are looked up once; the facts of one token are looked up each
 * time. For one thread.
 */
public final class MemoizedFacts implements DecisionFacts {
    private final DecisionFacts facts;
    private final Map<Fact<?>, FactResult<?>> answers = new HashMap<>();

    public MemoizedFacts(DecisionFacts facts) {
        this.facts = facts;
    }

    @Override
    @SuppressWarnings("unchecked") // The answer to a fact has its type
    public <T> FactResult<T> get(Fact<T> fact) {
        return switch (fact) {
            case Fact.IssuedToken _, Fact.ExternalToken _ -> facts.get(fact);
            case Fact.Client _, Fact.Account _, Fact.AllScopes _, Fact.AllServices _, Fact.TenantLimits _ ->
                (FactResult<T>) Objects.requireNonNull(answers.computeIfAbsent(fact, facts::get));
        };
    }
}
