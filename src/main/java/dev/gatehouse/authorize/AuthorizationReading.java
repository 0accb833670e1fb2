package dev.gatehouse.authorize;

/** What reading an authorization request yields. */
sealed interface AuthorizationReading permits AuthorizationRequest, AuthorizationFault {}
