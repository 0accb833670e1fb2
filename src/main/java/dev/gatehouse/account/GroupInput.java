// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import org.jspecify.annotations.Nullable;

/** A group in the input of the admin API. */
public record GroupInput(@Nullable String name, @Nullable String description) {}
