// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.overview;

/**
 * The progress of a tenant up to its first token.
 *
 * @param services whether a service is exposed
 * @param scopes whether the tenant has a scope of its own
 * @param clients whether the tenant has a client of its own
 * @param tokens whether a client of the tenant's own got a token
 */
public record Overview(boolean services, boolean scopes, boolean clients, boolean tokens) {

    public boolean complete() {
        return services && scopes && clients && tokens;
    }

    /** Returns the number of the next step, from 1; 5 if all steps are done. */
    public int next() {
        return !services ? 1 : !scopes ? 2 : !clients ? 3 : !tokens ? 4 : 5;
    }
}
