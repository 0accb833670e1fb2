// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

/** A text with its place. */
record Located(String text, Place place) {

    /** Omits the text, which may be a secret. */
    @Override
    public String toString() {
        return place.prefix();
    }
}
