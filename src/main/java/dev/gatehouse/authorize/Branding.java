package dev.gatehouse.authorize;

import dev.gatehouse.platform.Paths;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words with which a tenant makes the permissions page its own: window title, heading, footer and logo. */
public record Branding(
        String title,
        String heading,
        @Nullable String footer,
        @Nullable String logo) {
    private static final String DEFAULT_TITLE = "Grant access";
    private static final String DEFAULT_HEADING = "Allow access to your services?";

    /** With what a tenant has set, and with our own words where it has not. */
    static Branding of(@Nullable String title, @Nullable String heading, @Nullable String footer, boolean logo) {
        return new Branding(
                Objects.requireNonNullElse(title, DEFAULT_TITLE),
                Objects.requireNonNullElse(heading, DEFAULT_HEADING),
                footer,
                logo ? Paths.LOGO : null);
    }
}
