// SPDX-License-Identifier: Apache-2.0
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
 * WebAuthn challenges (WebAuthn §13.4.3). A pending challenge is stored encrypted in a cookie of the browser, and is
 * valid only for its purpose and account. So requests without a response store nothing in the database. The first
 * response to a challenge is stored, so that no node accepts a second one.
 */
@ApplicationScoped
class PasskeyChallenges implements PanacheRepositoryBase<UsedChallenge, UUID>, Expiring {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String COOKIE = "passkey";
    private static final int BYTES = 32;

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final SealedBox box;

    /** The purpose of a challenge. */
    enum Ceremony {
        REGISTRATION,
        AUTHENTICATION
    }

    /** A challenge in Base64url, and the cookie that contains the challenge. */
    record Issued(String challenge, NewCookie cookie) {}

    PasskeyChallenges(CurrentTenant tenant, TimeSource time, Secrets secrets, EncryptionKey encryptionKey) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.box = encryptionKey.box("gatehouse passkey challenges");
    }

    /**
     * Creates a challenge.
     *
     * @param account the registering account; null if the user is not known yet
     */
    Issued issue(Ceremony ceremony, @Nullable UUID account, HttpServerRequest http) {
        var challenge = secrets.bytes(BYTES);
        var content = ByteBuffer.allocate(Long.BYTES + BYTES)
                .putLong(time.now().plus(LIFETIME).toEpochMilli())
                .put(challenge)
                .array();
        var sealed = Secrets.base64(box.seal(secrets, content, context(ceremony, account)));
        return new Issued(Secrets.base64(challenge), BrowserCookies.keep(http, COOKIE, sealed, LIFETIME));
    }

    /** Consumes and returns the challenge of the browser, or returns empty if there is no valid challenge. */
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

    /**
     * Stores the use of a challenge. Returns false if the challenge was used before. The use is stored even if the
     * response turns out to be invalid.
     */
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
