package dev.gatehouse.authorize;

import org.jspecify.annotations.Nullable;

/** The words with which a tenant makes the permissions page its own: window title, heading, footer and logo. */
public record Branding(
        String title,
        String heading,
        @Nullable String footer,
        @Nullable String logo) {}
