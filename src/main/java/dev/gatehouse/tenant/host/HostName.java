// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.host;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL in the form that Gatehouse compares: in lower case (RFC 3986 §6.2.2.1), without a port and without
 * the trailing dot of an absolute domain name (RFC 1034 §3.1). An IPv6 address has brackets.
 */
public final class HostName {
    private static final int MAX_LENGTH = 253;
    private static final Pattern AUTHORITY = Pattern.compile(
            "([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\\[[0-9a-f:.]{2,45}])\\.?"
                    + "(?::[0-9]{0,5})?");

    private HostName() {}

    /** Returns the host of an authority, with or without a port; empty if the authority names no valid host. */
    public static Optional<String> of(@Nullable String authority) {
        if (authority == null || authority.length() > MAX_LENGTH + ".:65535".length()) {
            return Optional.empty();
        }
        var matched = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        return matched.matches()
                ? Optional.of(matched.group(1)).filter(host -> host.length() <= MAX_LENGTH)
                : Optional.empty();
    }
}
