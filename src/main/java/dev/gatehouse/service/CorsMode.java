// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

/** The responder to CORS preflight requests for a service. */
public enum CorsMode {
    /** No responder: a preflight is an ordinary call and needs a token, which browsers do not send. */
    OFF,

    /** The upstream: preflights are forwarded without a token. */
    PASS,

    /** Gatehouse, for the listed origins. */
    ALLOW
}
