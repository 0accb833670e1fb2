// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

/**
 * The method by which Gatehouse sends its client id and secret to an upstream's authorization server (RFC 6749 §2.3.1).
 */
public enum TokenServerAuthentication {
    BASIC,
    POST
}
