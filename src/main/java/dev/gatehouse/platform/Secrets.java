// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The source of random secrets and of primary keys. The prefixes of tokens and client secrets let secret scanners
 * recognize leaked values.
 */
@ApplicationScoped
public class Secrets {
    public static final String ACCESS_TOKEN_PREFIX = "gat_";
    public static final String REFRESH_TOKEN_PREFIX = "grt_";
    public static final String CLIENT_SECRET_PREFIX = "gcs_";
    public static final String INVITATION_PREFIX = "gin_";
    public static final String OPERATOR_ENTRY_PREFIX = "goe_";

    private static final int BYTES = 32;

    /** 32 characters, five bits each, without characters that readers confuse. */
    private static final String LEGIBLE = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int PASSWORD_GROUPS = 4;
    private static final int PASSWORD_GROUP = 5;

    private final SecureRandom random = new SecureRandom();
    private final TimeSource time;

    public Secrets(TimeSource time) {
        this.time = time;
    }

    /** Returns 256 random bits as 43 characters of Base64url after the prefix, which may be empty. */
    public String next(String prefix) {
        return prefix + base64(bytes(BYTES));
    }

    /** Returns a password that is easy to type: 100 random bits in four groups of five letters and digits. */
    public String password() {
        return IntStream.range(0, PASSWORD_GROUPS)
                .mapToObj(group -> legible(bytes(PASSWORD_GROUP)))
                .collect(Collectors.joining("-"));
    }

    private static String legible(byte[] bytes) {
        var text = new StringBuilder();
        for (var each : bytes) {
            text.append(LEGIBLE.charAt(each & (LEGIBLE.length() - 1)));
        }
        return text.toString();
    }

    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * Returns a UUID of version 7 (RFC 9562 §5.7). UUIDs sort by creation time in microseconds, because the first
     * random bits contain the fraction of the millisecond (§6.2, method 3). Events of one request so keep their order.
     */
    public UUID id() {
        var now = time.now();
        var micros = now.get(ChronoField.MICRO_OF_SECOND) % 1000;
        var high = (now.toEpochMilli() << 16) | 0x7000L | (micros * 4096L / 1000);
        var low = 0x8000000000000000L | (random.nextLong() & 0x3fffffffffffffffL);
        return new UUID(high, low);
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
