// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

/** How the result refers to the secrets of clients. */
public enum SecretForm {
    /** By SHA-256 digest. A secret that the source does not have, or that is too short, is replaced. */
    HASH,

    /** By the name of an environment variable of the server, which the administrator sets. */
    ENV
}
