package dev.gatehouse.authorize;

/** The result of parsing an authorization request: a valid request or an error. */
sealed interface AuthorizationReading permits AuthorizationRequest, AuthorizationFault {}
