// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Throttle;
import dev.gatehouse.cluster.Throttle.Budget;
import dev.gatehouse.http.CrossOriginEndpoints;
import dev.gatehouse.oauth.BasicCredentials;
import dev.gatehouse.oauth.ErrorDescription;
import dev.gatehouse.oauth.Fault;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProtocolErrors;
import dev.gatehouse.problem.TooManyAttemptsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates clients on the back channel: {@code client_secret_basic}, {@code client_secret_post}, or {@code none}
 * for public clients (RFC 6749 §2.3, §3.2.1). Does not check what the client may do.
 */
@ApplicationScoped
public class ClientAuthenticator {
    /** The reasons that a response may contain: they reveal nothing that helps to guess a secret. */
    private static final Set<ErrorText> TOLD = Set.of(ClientErrors.inactive(), ClientErrors.secretOfPublicClient());

    /** The credentials of a request. */
    private record Credentials(String clientId, @Nullable String secret, boolean byHeader) {

        /** An empty password counts as no secret, like an empty parameter; many public clients send one. */
        static Credentials of(BasicCredentials sent) {
            return new Credentials(sent.clientId(), sent.secret().isEmpty() ? null : sent.secret(), true);
        }

        /** Omits the secret, so that no log line can contain the secret. */
        @Override
        public String toString() {
            return "Credentials[" + clientId + "]";
        }
    }

    private final Clients clients;
    private final TimeSource time;
    private final AuditLog audit;
    private final Throttle throttle;
    private final Budget pair;
    private final Budget perAddress;

    ClientAuthenticator(Clients clients, TimeSource time, AuditLog audit, Throttle throttle, GatehouseConfig config) {
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
        var refusal = client == null ? ClientErrors.unknownClient() : refusal(client, credentials.secret());
        if (client == null || refusal != null) {
            audit.note(AuditEvent.denied(AuditAction.CLIENT_AUTHENTICATION)
                    .client(client == null ? null : client.clientId())
                    .detail(refusal));
            if (refusal != null && TOLD.contains(refusal)) {
                throw failed(credentials.byHeader(), refusal);
            }
            slowDown(credentials.clientId());
            throw failed(credentials.byHeader(), ClientErrors.authenticationFailed());
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

    private @Nullable ErrorText refusal(RegisteredClient client, @Nullable String secret) {
        if (client.isPublic()) {
            return secret != null ? ClientErrors.secretOfPublicClient() : inactive(client);
        }
        if (secret == null) {
            return ClientErrors.secretMissing();
        }
        return client.hasSecret(secret, time.now()) ? inactive(client) : ClientErrors.wrongSecret();
    }

    private static @Nullable ErrorText inactive(RegisteredClient client) {
        return client.active() ? null : ClientErrors.inactive();
    }

    private static Credentials fromParameters(OAuthParameters parameters) {
        var secret = parameters.get("client_secret");
        var clientId = parameters.get("client_id");
        if (clientId == null) {
            throw failed(false, Fault.missing("client_id"));
        }
        return new Credentials(clientId, secret, false);
    }

    private static Credentials fromHeader(List<String> authorization, OAuthParameters parameters) {
        if (authorization.size() > 1) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, ProtocolErrors.severalAuthorizations());
        }
        if (parameters.get("client_secret") != null) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, ClientErrors.authenticatedTwice());
        }
        var credentials = BasicCredentials.parse(authorization.getFirst())
                .map(Credentials::of)
                .orElseThrow(() -> failed(true, ClientErrors.authenticationFailed()));
        var clientId = parameters.get("client_id");
        if (clientId != null && !clientId.equals(credentials.clientId())) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, ClientErrors.otherClientInHeader());
        }
        return credentials;
    }

    private static OAuthException failed(boolean byHeader, ErrorDescription why) {
        return byHeader
                ? OAuthException.invalidClientByHeader(why)
                : new OAuthException(OAuthError.INVALID_CLIENT, why);
    }
}
