// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.oauth.BearerToken;
import dev.gatehouse.problem.ErrorText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An access token that an upstream's authorization server issued to Gatehouse. Never logged.
 *
 * @param renewFrom when Gatehouse fetches a new token, while this one is still valid
 * @param usableUntil shortly before the token expires, to leave time for the call
 */
record UpstreamToken(String value, Instant issuedAt, Instant renewFrom, Instant usableUntil) {
    static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
    private static final Duration RENEWED_AHEAD = Duration.ofMinutes(1);
    private static final Duration RESERVE = Duration.ofSeconds(10);

    /** Thrown if no token can be fetched. The reason contains no secret. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ErrorText why;

        Failure(ErrorText why) {
            super(why.inEnglish(), null, false, false);
            this.why = why;
        }

        ErrorText why() {
            return why;
        }
    }

    /**
     * Parses the answer of a token endpoint (RFC 6749 §5).
     *
     * @param askedAt the time of the request, from which the lifetime counts
     * @throws Failure if the answer is not a valid bearer token
     */
    static UpstreamToken read(int status, @Nullable String contentType, Buffer body, Instant askedAt) {
        var json = json(contentType, body);
        if (status != 200) {
            throw new Failure(error(json)
                    .map(code -> UpstreamTokenDetails.error(status, code))
                    .orElseGet(() -> UpstreamTokenDetails.status(status)));
        }
        if (json == null) {
            throw new Failure(UpstreamTokenDetails.noJson());
        }
        if (!(json.getValue("token_type") instanceof String type) || !type.equalsIgnoreCase("bearer")) {
            throw new Failure(UpstreamTokenDetails.notBearer());
        }
        if (!(json.getValue("access_token") instanceof String value) || !isWellFormed(value)) {
            throw new Failure(UpstreamTokenDetails.noToken());
        }
        return of(value, lifetime(json.getValue("expires_in")), askedAt);
    }

    private static boolean isWellFormed(String token) {
        return BearerToken.from(List.of("Bearer " + token)) instanceof BearerToken.Present(var read)
                && read.equals(token);
    }

    private static UpstreamToken of(String value, Duration lifetime, Instant askedAt) {
        var expires = askedAt.plus(lifetime);
        return new UpstreamToken(
                value,
                askedAt,
                expires.minus(shorter(RENEWED_AHEAD, lifetime.dividedBy(4))),
                expires.minus(shorter(RESERVE, lifetime.dividedBy(10))));
    }

    private static Duration lifetime(@Nullable Object seconds) {
        return switch (seconds) {
            case null -> UNKNOWN_LIFETIME;
            case Integer number when number > 0 -> shorter(Duration.ofSeconds(number), LONGEST_LIFETIME);
            case Long number when number > 0 -> shorter(Duration.ofSeconds(number), LONGEST_LIFETIME);
            default -> throw new Failure(UpstreamTokenDetails.noLifetime());
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static @Nullable JsonObject json(@Nullable String contentType, Buffer body) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return null;
        }
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException notAnObject) {
            return null;
        }
    }

    /**
     * Returns the error code if it has the form of RFC 6749 §5.2. Any other text of the server may repeat a secret of
     * the request.
     */
    private static Optional<String> error(@Nullable JsonObject json) {
        return json != null && json.getValue("error") instanceof String code && code.matches("[a-z_]{1,50}")
                ? Optional.of(code)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "UpstreamToken[until " + usableUntil + "]";
    }
}
