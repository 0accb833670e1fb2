package dev.gatehouse.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The error of one field of an input, with a message for the sender. */
@RegisterForReflection
public record FieldError(String field, String message) {}
