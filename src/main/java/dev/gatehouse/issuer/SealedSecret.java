// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

/** A secret, encrypted with the deployment's key. */
public final class SealedSecret {
    private final byte[] box;

    SealedSecret(byte[] box) {
        this.box = box.clone();
    }

    byte[] box() {
        return box.clone();
    }
}
