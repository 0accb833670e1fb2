// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Throttle;
import dev.gatehouse.cluster.Throttle.Budget;
import dev.gatehouse.http.CrossOriginEndpoints;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.TooManyAttemptsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates clients on the back channel: {@code client_secret_basic}, {@code client_secret_post}, or {@code none}
 * for public clients (RFC 6749 §2.3, §3.2.1). Does not check what the client may do.
 */
@ApplicationScoped
public class ClientAuthenticator {
    private static final String FAILED = "Client authentication failed.";
    private static final String INACTIVE = "The client is inactive.";
    private static final String SECRET_OF_PUBLIC_CLIENT = "A public client must not send a client secret.";

    /** The reasons that a response may contain: they reveal nothing that helps to guess a secret. */
    private static final Set<String> TOLD = Set.of(INACTIVE, SECRET_OF_PUBLIC_CLIENT);

    /** The credentials of a request. */
    private record Credentials(String clientId, @Nullable String secret, boolean byHeader) {}

    private final Clients clients;
    private final TimeSource time;
    private final AuditLog audit;
    private final Throttle throttle;
    private final Budget pair;
    private final Budget perAddress;

    public ClientAuthenticator(
            Clients clients, TimeSource time, AuditLog audit, Throttle throttle, GatehouseConfig config) {
        this.clients = clients;
        this.time = time;
        this.audit = audit;
        this.throttle = throttle;
        this.pair = new Budget(config.attemptsPerClient(), Duration.ofSeconds(10));
        this.perAddress = new Budget(config.attemptsPerAddress(), Duration.ofSeconds(1));
    }

    /**
     * Returns the authenticated, active client.
     *
     * @param authorization all {@code Authorization} headers of the request
     * @throws OAuthException {@code invalid_request} for two authentication methods at once, otherwise
     *     {@code invalid_client}
     * @throws TooManyAttemptsException instead of {@code invalid_client} after too many failures
     */
    public RegisteredClient authenticate(List<String> authorization, OAuthParameters parameters) {
        var credentials = authorization.isEmpty() ? fromParameters(parameters) : fromHeader(authorization, parameters);
        var client = clients.registered(credentials.clientId());
        if (client != null) {
            CrossOriginEndpoints.answerIsFor(client.allowedOrigins());
        }
        var refusal = client == null ? "There is no such client." : refusal(client, credentials.secret());
        if (client == null || refusal != null) {
            audit.note(AuditEvent.denied(AuditAction.CLIENT_AUTHENTICATION)
                    .client(client == null ? null : client.clientId())
                    .detail(refusal));
            if (refusal != null && TOLD.contains(refusal)) {
                throw failed(credentials.byHeader(), refusal);
            }
            slowDown(credentials.clientId());
            throw failed(credentials.byHeader(), null);
        }
        return client;
    }

    /**
     * Answers callers that fail too often with a waiting time. A valid secret is still accepted: secrets have 256 bits
     * and cannot be guessed, so an attacker cannot lock the client out.
     */
    private void slowDown(String clientId) {
        var address = Addresses.network(Addresses.current());
        var buckets = List.of(
                throttle.bucket(pair, "client and address", clientId, address),
                throttle.bucket(perAddress, "address of a client", address));
        throttle.wait(buckets).ifPresent(wait -> {
            throw new TooManyAttemptsException(wait);
        });
        throttle.count(buckets);
    }

    private @Nullable String refusal(RegisteredClient client, @Nullable String secret) {
        if (client.isPublic()) {
            return secret != null ? SECRET_OF_PUBLIC_CLIENT : inactive(client);
        }
        if (secret == null) {
            return "A confidential client sent no secret.";
        }
        return client.hasSecret(secret, time.now()) ? inactive(client) : "The secret is wrong.";
    }

    private static @Nullable String inactive(RegisteredClient client) {
        return client.active() ? null : INACTIVE;
    }

    private static Credentials fromParameters(OAuthParameters parameters) {
        var secret = parameters.get("client_secret");
        var clientId = parameters.get("client_id");
        if (clientId == null) {
            throw failed(false, "client_id is missing.");
        }
        return new Credentials(clientId, secret, false);
    }

    private static Credentials fromHeader(List<String> authorization, OAuthParameters parameters) {
        if (authorization.size() > 1) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, "More than one Authorization header was sent.");
        }
        if (parameters.get("client_secret") != null) {
            throw new OAuthException(
                    OAuthError.INVALID_REQUEST, "The client authenticated in the header and in the parameters.");
        }
        var credentials = basic(authorization.getFirst()).orElseThrow(() -> failed(true, null));
        var clientId = parameters.get("client_id");
        if (clientId != null && !clientId.equals(credentials.clientId())) {
            throw new OAuthException(
                    OAuthError.INVALID_REQUEST, "client_id is not the client that authenticated in the header.");
        }
        return credentials;
    }

    /**
     * Parses HTTP Basic credentials, whose two parts are form-encoded (RFC 6749 §2.3.1). An empty password counts as no
     * secret, like an empty parameter; many public clients send one.
     */
    private static Optional<Credentials> basic(String header) {
        var parts = header.split(" +", 2);
        if (parts.length != 2 || !parts[0].toLowerCase(Locale.ROOT).equals("basic")) {
            return Optional.empty();
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(parts[1].strip()), StandardCharsets.UTF_8);
            var colon = decoded.indexOf(':');
            if (colon < 1) {
                return Optional.empty();
            }
            var secret = URLDecoder.decode(decoded.substring(colon + 1), StandardCharsets.UTF_8);
            return Optional.of(new Credentials(
                    URLDecoder.decode(decoded.substring(0, colon), StandardCharsets.UTF_8),
                    secret.isEmpty() ? null : secret,
                    true));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static OAuthException failed(boolean byHeader, @Nullable String why) {
        var description = why == null ? FAILED : why;
        return byHeader
                ? OAuthException.invalidClientByHeader(description)
                : new OAuthException(OAuthError.INVALID_CLIENT, description);
    }
}
