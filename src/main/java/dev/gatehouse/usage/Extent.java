// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

/** The covered part of a service. */
public enum Extent {
    /** Every URL of the service. */
    ALL,
    /** Some but not all URLs of the service. */
    PARTLY
}
