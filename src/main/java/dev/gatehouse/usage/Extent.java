package dev.gatehouse.usage;

/** How much of a service is meant. */
public enum Extent {
    /** Every URL of it. */
    ALL,
    /** Some of its URLs, and others not. */
    PARTLY
}
