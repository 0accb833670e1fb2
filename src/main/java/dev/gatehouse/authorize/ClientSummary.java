// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The client's name, version and description on the permissions page. All are untrusted text. */
public record ClientSummary(
        String name, String version, @Nullable String description) {

    /** Returns the first letter or digit of the name, as a placeholder for a logo; a dot if there is none. */
    public String initial() {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .findFirst()
                .orElse("·")
                .toUpperCase(Locale.ROOT);
    }
}
