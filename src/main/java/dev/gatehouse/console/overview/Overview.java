package dev.gatehouse.console.overview;

/**
 * How far a tenant has come on the way to its first checked call.
 *
 * @param services whether anything is exposed
 * @param scopes whether there is a scope of the tenant's own
 * @param clients whether there is a client of the tenant's own
 * @param tokens whether a client of the tenant's own ever got a token
 */
public record Overview(boolean services, boolean scopes, boolean clients, boolean tokens) {

    public boolean complete() {
        return services && scopes && clients && tokens;
    }

    /** The step to take next, counted from 1; 5 when there is none. */
    public int next() {
        return !services ? 1 : !scopes ? 2 : !clients ? 3 : !tokens ? 4 : 5;
    }
}
