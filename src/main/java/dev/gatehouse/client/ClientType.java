// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

/** The client type: a confidential client can keep a secret, a public client cannot (RFC 6749 §2.1). */
public enum ClientType {
    CONFIDENTIAL,
    PUBLIC
}
