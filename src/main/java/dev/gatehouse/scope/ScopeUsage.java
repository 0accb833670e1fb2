// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import dev.gatehouse.problem.ErrorText;
import java.util.List;
import java.util.UUID;

/**
 * The use of scopes by a package that refers to scopes: prevents the deletion of used scopes, and cleans up after a
 * deletion.
 */
public interface ScopeUsage {

    /**
     * Returns the objects that use the scope, each as a text such as {@code client CustomerRegistration 1.0}; empty if
     * the scope is not used.
     */
    List<ErrorText> of(UUID scope, String name);

    /**
     * Deletes references to a scope by name, in the transaction that deletes the scope, because a new scope may get the
     * same name.
     */
    default void forget(String name) {}
}
