package dev.gatehouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * The source of everything that must not be guessed, and of primary keys. The prefixes let secret scanners recognise
 * what leaked.
 */
@ApplicationScoped
public class Secrets {
    public static final String ACCESS_TOKEN_PREFIX = "gat_";
    public static final String REFRESH_TOKEN_PREFIX = "grt_";
    public static final String CLIENT_SECRET_PREFIX = "gcs_";

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final TimeSource time;

    public Secrets(TimeSource time) {
        this.time = time;
    }

    /** 256 random bits as 43 characters of Base64url, behind a prefix that may be empty. */
    public String next(String prefix) {
        return prefix + base64(bytes(BYTES));
    }

    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A UUID of version 7 (RFC 9562 §5.7): its order is that of creation, to the millisecond. */
    public UUID id() {
        var millis = time.now().toEpochMilli();
        var high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
        var low = 0x8000000000000000L | (random.nextLong() & 0x3fffffffffffffffL);
        return new UUID(high, low);
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
