// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Secrets;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Device cookies (OWASP): an encrypted cookie records that a user has signed in with a browser before. The cookie does
 * not authenticate the user. With the cookie, failed attempts of a known browser are counted separately, so that
 * attackers cannot use up the budget of the browser.
 */
@ApplicationScoped
public class KnownBrowsers {
    private static final String COOKIE = "known";
    private static final Duration REMEMBERED = Duration.ofDays(180);
    private static final int UUID_BYTES = 16;

    private final CurrentTenant tenant;
    private final Secrets secrets;
    private final SealedBox box;

    /** The account that signed in with a browser, and the ID of that sign-in. */
    public record Known(UUID account, UUID signIn) {}

    KnownBrowsers(CurrentTenant tenant, Secrets secrets, EncryptionKey encryptionKey) {
        this.tenant = tenant;
        this.secrets = secrets;
        this.box = encryptionKey.box("gatehouse known browsers");
    }

    /** Returns the content of the cookie of the browser. */
    Optional<Known> of(HttpServerRequest request) {
        return BrowserCookies.read(request, COOKIE)
                .flatMap(KnownBrowsers::decode)
                .flatMap(value -> box.open(value, tenant.id()))
                .filter(content -> content.length == 2 * UUID_BYTES)
                .map(ByteBuffer::wrap)
                .map(content -> new Known(uuid(content), uuid(content)));
    }

    /** Returns the source of a sign-in attempt of the browser. */
    public SignInSource source(HttpServerRequest request) {
        return new SignInSource.Browser(Addresses.network(Addresses.of(request)), of(request));
    }

    /** Returns a cookie that makes the browser a known browser. */
    public NewCookie remember(Person person, HttpServerRequest request) {
        var content = ByteBuffer.allocate(2 * UUID_BYTES);
        put(content, person.id());
        put(content, secrets.id());
        return BrowserCookies.keep(
                request, COOKIE, Secrets.base64(box.seal(secrets, content.array(), tenant.id())), REMEMBERED);
    }

    private static Optional<byte[]> decode(String value) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(value));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static void put(ByteBuffer content, UUID id) {
        content.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer content) {
        return new UUID(content.getLong(), content.getLong());
    }
}
