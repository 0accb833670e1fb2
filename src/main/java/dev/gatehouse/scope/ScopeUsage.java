package dev.gatehouse.scope;

import java.util.List;
import java.util.UUID;

/** What stands against deleting a scope; implemented by every room that refers to scopes. */
public interface ScopeUsage {

    /** What uses the scope, each in words like {@code client CustomerRegistration 1.0}; empty when nothing does. */
    List<String> of(UUID scope, String name);
}
