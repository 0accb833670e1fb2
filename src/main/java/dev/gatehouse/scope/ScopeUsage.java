package dev.gatehouse.scope;

import dev.gatehouse.platform.ErrorText;
import java.util.List;
import java.util.UUID;

/** What stands against deleting a scope, and what goes with it; implemented by every room that refers to scopes. */
public interface ScopeUsage {

    /** What uses the scope, each in words like {@code client CustomerRegistration 1.0}; empty when nothing does. */
    List<ErrorText> of(UUID scope, String name);

    /** Drops what is remembered of a scope by its name, in the transaction that deletes it: another may get the name. */
    default void forget(String name) {}
}
