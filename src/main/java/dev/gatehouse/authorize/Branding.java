package dev.gatehouse.authorize;

import org.jspecify.annotations.Nullable;

/** The words with which a tenant makes the permissions page its own: window title, heading and footer. */
public record Branding(
        String title, String heading, @Nullable String footer) {}
