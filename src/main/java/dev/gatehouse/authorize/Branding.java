package dev.gatehouse.authorize;

import dev.gatehouse.http.Messages;
import dev.gatehouse.http.Paths;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words with which a tenant makes the permissions page its own: window title, heading, footer and logo. */
public record Branding(
        String title,
        String heading,
        @Nullable String footer,
        @Nullable String logo) {
    /** With what a tenant has set, and with our own words where it has not. */
    static Branding of(
            @Nullable String title, @Nullable String heading, @Nullable String footer, boolean logo, Messages ours) {
        return new Branding(
                Objects.requireNonNullElse(title, ours.permissionsTitle()),
                Objects.requireNonNullElse(heading, ours.permissionsHeading()),
                footer,
                logo ? Paths.LOGO : null);
    }
}
