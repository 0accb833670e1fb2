package dev.gatehouse.usage;

/** How much of a service is covered. */
public enum Extent {
    /** Every URL of the service. */
    ALL,
    /** Some URLs of the service, but not all. */
    PARTLY
}
