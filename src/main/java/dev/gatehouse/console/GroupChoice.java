// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import java.util.UUID;

/** A group as a checkbox of a form. */
public record GroupChoice(String id, String name) {
    public static GroupChoice of(UUID id, String name) {
        return new GroupChoice(id.toString(), name);
    }
}
