package dev.gatehouse.console;

/** A group to tick in a form. */
public record GroupChoice(String id, String name) {}
