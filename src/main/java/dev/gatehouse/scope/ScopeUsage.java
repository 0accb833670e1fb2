package dev.gatehouse.scope;

import java.util.List;
import java.util.UUID;

/**
 * The use of scopes by a package that refers to scopes: prevents the deletion of used scopes, and cleans up after a
 * deletion.
 */
public interface ScopeUsage {

    /**
     * Returns descriptions of what uses the scope, such as {@code client CustomerRegistration 1.0}; empty if nothing
     * does.
     */
    List<String> of(UUID scope, String name);

    /**
     * Deletes references to a scope by name, in the transaction that deletes the scope, because a new scope may get the
     * same name.
     */
    default void forget(String name) {}
}
