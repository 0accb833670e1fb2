package dev.gatehouse.authorize;

import org.jspecify.annotations.Nullable;

/** A scope on the permissions page, and whether its box is ticked when the page opens. */
public record ScopeChoice(String name, @Nullable String description, boolean ticked) {}
