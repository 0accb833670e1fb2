// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import org.jspecify.annotations.Nullable;

/**
 * A scope on the permissions page.
 *
 * @param ticked whether its checkbox is initially selected
 */
public record ScopeChoice(String name, @Nullable String description, boolean ticked) {}
