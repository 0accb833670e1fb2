package dev.gatehouse.platform;

/** What is wrong with one field of an input, in words that its sender understands. */
public record FieldError(String field, String message) {}
