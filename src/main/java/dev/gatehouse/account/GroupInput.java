package dev.gatehouse.account;

import org.jspecify.annotations.Nullable;

/** A group as the admin API takes it. */
public record GroupInput(@Nullable String name, @Nullable String description) {}
