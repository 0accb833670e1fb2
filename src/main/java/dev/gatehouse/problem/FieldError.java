package dev.gatehouse.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What is wrong with one field of an input, in words that its sender understands. */
@RegisterForReflection
public record FieldError(String field, String message) {}
