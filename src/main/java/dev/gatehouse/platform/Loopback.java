// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host names and addresses of the loopback interface, which never leave the host (RFC 6761 §6.3, RFC 1122 §3.2.1.3).
 */
public final class Loopback {
    /** The hosts that RFC 8252 §7.3 and §8.3 name for native applications. */
    public static final Set<String> NAMED = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern HOST = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Loopback() {}

    /** Returns whether the host of a URL, without a port, is a loopback host. An IPv6 address is in brackets. */
    public static boolean isHost(@Nullable String host) {
        return host != null && HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Returns whether browsers on this host reach Gatehouse by a host name: a loopback host, or a name below
     * {@code localhost}, which browsers never look up (RFC 6761 §6.3). Other programs may look such a name up, so
     * Gatehouse connects to {@link #isHost} only.
     */
    public static boolean isServedHost(@Nullable String host) {
        return isHost(host) || (host != null && host.toLowerCase(Locale.ROOT).endsWith(".localhost"));
    }

    /** Returns whether the authority of a URL, with or without a port, names a host of {@link #isServedHost}. */
    public static boolean isServedAuthority(@Nullable String authority) {
        return authority != null && isServedHost(authority.replaceFirst(":[0-9]{0,5}$", ""));
    }
}
