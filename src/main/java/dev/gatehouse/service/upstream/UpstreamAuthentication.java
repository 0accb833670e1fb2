// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

/** The method by which Gatehouse authenticates to an upstream. */
public enum UpstreamAuthentication {
    /** No authentication. */
    NONE,
    /** A header field with a fixed value. */
    HEADER,
    /** A bearer token that Gatehouse gets as an OAuth client with client credentials (RFC 6749 §4.4). */
    CLIENT_CREDENTIALS
}
