// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

/** The result of parsing an authorization request: a valid request or an error. */
sealed interface ParsedAuthorizationRequest permits AuthorizationRequest, AuthorizationError {}
