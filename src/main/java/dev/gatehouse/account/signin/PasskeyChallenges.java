package dev.gatehouse.account.signin;

import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * What authenticators sign (WebAuthn §13.4.3). A challenge waits, sealed, in a cookie of the browser that asked for it, and
 * opens only for the purpose and the account that it was made for; nothing is stored for those who ask and do not answer.
 * The first answer is stored, and no second one is taken, on any node.
 */
@ApplicationScoped
public class PasskeyChallenges implements PanacheRepositoryBase<UsedChallenge, UUID>, Expiring {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String COOKIE = "passkey";
    private static final int BYTES = 32;

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final SealedBox box;

    /** What a challenge is for. */
    enum Ceremony {
        REGISTRATION,
        AUTHENTICATION
    }

    /** A challenge in Base64url, and the cookie that brings it back. */
    record Issued(String challenge, NewCookie cookie) {}

    PasskeyChallenges(CurrentTenant tenant, TimeSource time, Secrets secrets, EncryptionKey encryptionKey) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.box = encryptionKey.box("gatehouse passkey challenges");
    }

    /** @param account whose registration it is; null: nobody is known yet */
    Issued issue(Ceremony ceremony, @Nullable UUID account, HttpServerRequest http) {
        var challenge = secrets.bytes(BYTES);
        var content = ByteBuffer.allocate(Long.BYTES + BYTES)
                .putLong(time.now().plus(LIFETIME).toEpochMilli())
                .put(challenge)
                .array();
        var sealed = Secrets.base64(box.seal(secrets, content, context(ceremony, account)));
        return new Issued(Secrets.base64(challenge), BrowserCookies.keep(http, COOKIE, sealed, LIFETIME));
    }

    /** The challenge that this browser has to answer, taken by this attempt; nothing if there is none any more. */
    Optional<byte[]> take(Ceremony ceremony, @Nullable UUID account, HttpServerRequest http) {
        var opened = BrowserCookies.read(http, COOKIE)
                .flatMap(PasskeyChallenges::decode)
                .flatMap(content -> box.open(content, context(ceremony, account)))
                .filter(content -> content.length == Long.BYTES + BYTES)
                .map(ByteBuffer::wrap);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        var expiresAt = Instant.ofEpochMilli(opened.get().getLong());
        var challenge = new byte[BYTES];
        opened.get().get(challenge);
        return time.now().isBefore(expiresAt) && use(challenge, expiresAt) ? Optional.of(challenge) : Optional.empty();
    }

    /** False if it was answered before. Whatever comes of this answer, it stays taken. */
    private boolean use(byte[] challenge, Instant expiresAt) {
        var used = new UsedChallenge();
        used.id = secrets.id();
        used.challengeHash = Sha256.of(challenge);
        used.expiresAt = expiresAt;
        try {
            QuarkusTransaction.requiringNew().run(() -> persistAndFlush(used));
            return true;
        } catch (ConstraintViolationException answeredBefore) {
            return false;
        }
    }

    private String context(Ceremony ceremony, @Nullable UUID account) {
        return tenant.id() + "\n" + ceremony + "\n" + (account == null ? "" : account);
    }

    private static Optional<byte[]> decode(String value) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(value));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public String what() {
        return "answered challenges";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("used_passkey_challenge", "expires_at", now));
    }
}
