package dev.gatehouse.service;

/** Who answers the preflights of browsers for a service. */
public enum CorsMode {
    /** Nobody: a preflight is a call like any other, and needs a token that no browser sends with it. */
    OFF,

    /** The upstream, to which preflights are passed without a token. */
    PASS,

    /** Gatehouse, for the origins that are listed. */
    ALLOW
}
