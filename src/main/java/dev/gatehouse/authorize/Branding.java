// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.http.Messages;
import dev.gatehouse.http.Paths;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tenant's title, heading, footer and logo of the permissions page. */
public record Branding(
        String title,
        String heading,
        @Nullable String footer,
        @Nullable String logo) {
    /** Returns the tenant's texts, with default texts for those that are not set. */
    static Branding of(
            @Nullable String title, @Nullable String heading, @Nullable String footer, boolean logo, Messages ours) {
        return new Branding(
                Objects.requireNonNullElse(title, ours.permissionsTitle()),
                Objects.requireNonNullElse(heading, ours.permissionsHeading()),
                footer,
                logo ? Paths.LOGO : null);
    }
}
