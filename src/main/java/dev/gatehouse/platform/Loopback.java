package dev.gatehouse.platform;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names and addresses that never leave the machine they are used on (RFC 6761 §6.3, RFC 1122 §3.2.1.3). */
public final class Loopback {
    private static final Pattern HOST = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Loopback() {}

    /** Whether a host of a URL, without its port, is the machine itself; an IPv6 address stands in brackets. */
    public static boolean isHost(@Nullable String host) {
        return host != null && HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** The same for a host that may have a port. */
    public static boolean isAuthority(@Nullable String authority) {
        return authority != null && isHost(authority.replaceFirst(":[0-9]{0,5}$", ""));
    }
}
