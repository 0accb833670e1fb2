// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import org.jspecify.annotations.Nullable;

/**
 * The content of the page at the root path.
 *
 * @param displayName the signed-in user, if any
 */
public record HomePage(@Nullable String displayName) {}
