// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.signin.SignInPurpose;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.oauth.CodeChallenge;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.token.Resources;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The authorization requests of the current tenant that wait for a decision. Each is decided at most once. */
@ApplicationScoped
class PendingRequests implements PanacheRepositoryBase<PendingRequest, UUID>, SignInPurpose, Expiring {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final TimeSource time;
    private final Secrets secrets;
    private final Clients clients;
    private final ResponseTypes responseTypes;
    private final AuthorizationBudgets budgets;

    /**
     * A stored request.
     *
     * @param cookie the cookie to set, which binds the request to the browser; null if the browser has one
     */
    record Stored(String handle, @Nullable NewCookie cookie) {}

    /**
     * A stored request that was validated again: its client is active and may use the response type, and its redirect
     * URI is registered.
     *
     * @param account the account that last saw the permissions page
     */
    record Pending(
            UUID id,
            RequestKey key,
            AuthorizationRequest request,
            boolean forceSignIn,
            boolean forceConsent,
            @Nullable UUID account,
            Instant createdAt) {}

    PendingRequests(
            TimeSource time,
            Secrets secrets,
            Clients clients,
            ResponseTypes responseTypes,
            AuthorizationBudgets budgets) {
        this.time = time;
        this.secrets = secrets;
        this.clients = clients;
        this.responseTypes = responseTypes;
        this.budgets = budgets;
    }

    /** Stores a request, bound to the browser that sent it. */
    @Transactional
    Stored store(AuthorizationRequest request, HttpServerRequest http) {
        var known = BrowserCookies.read(http, RequestKey.COOKIE);
        var browser = known.orElseGet(() -> secrets.next(""));
        var handle = secrets.next("");
        var pending = new PendingRequest();
        pending.id = secrets.id();
        pending.requestHash = Sha256.of(handle);
        pending.browserHash = Sha256.of(browser);
        pending.client = request.client().id();
        pending.responseType = request.responseType().wireName();
        pending.responseMode = request.responseMode().wireName();
        pending.redirectUri = request.redirectUri().value();
        pending.redirectUriSent = request.redirectUriSent();
        pending.scopes = request.scope().toArray();
        pending.state = request.state();
        pending.codeChallenge =
                request.codeChallenge() == null ? null : request.codeChallenge().value();
        pending.resources = request.resources().toArray();
        pending.forceSignIn = request.forcesSignIn();
        pending.forceConsent = request.prompts().contains(AuthorizationRequest.Prompt.CONSENT);
        pending.createdAt = time.now();
        pending.expiresAt = pending.createdAt.plus(LIFETIME);
        persist(pending);
        return new Stored(handle, known.isPresent() ? null : BrowserCookies.make(http, RequestKey.COOKIE, browser));
    }

    /** Finds a request that is pending, not expired and still valid for its client. */
    @Transactional
    Optional<Pending> find(RequestKey key) {
        return row(key).flatMap(row -> Optional.ofNullable(clients.byId(row.client))
                .filter(RegisteredClient::active)
                .flatMap(client -> restore(row, client, key))
                .filter(pending -> responseTypes.allows(
                        pending.request().responseType(), pending.request().client())));
    }

    /** Stores which account saw the permissions page. */
    @Transactional
    void shownTo(UUID id, UUID account) {
        update("account = ?1 where id = ?2", account, id);
    }

    /** Deletes a request, in the running transaction. Returns false if another request already decided. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean take(UUID id) {
        var taken = delete("id = ?1", id) == 1;
        if (taken) {
            budgets.decided(Objects.requireNonNullElse(Addresses.current(), "unknown"));
        }
        return taken;
    }

    @Override
    @Transactional
    public Optional<String> clientName(String handle, HttpServerRequest http) {
        return RequestKey.of(handle, http)
                .flatMap(this::find)
                .map(pending -> pending.request().client().name());
    }

    private Optional<PendingRequest> row(RequestKey key) {
        return find(
                        "requestHash = ?1 and browserHash = ?2 and expiresAt > ?3",
                        key.handleHash(),
                        key.browserHash(),
                        time.now())
                .firstResultOptional();
    }

    private static Optional<Pending> restore(PendingRequest row, RegisteredClient client, RequestKey key) {
        return client.verify(row.redirectUri).map(redirectUri -> {
            var type = ResponseType.of(row.responseType).orElse(ResponseType.CODE);
            var request = new AuthorizationRequest(
                    client,
                    redirectUri,
                    row.redirectUriSent,
                    type,
                    Optional.ofNullable(row.responseMode)
                            .flatMap(ResponseMode::of)
                            .orElse(type.defaultMode()),
                    ScopeNames.stored(row.scopes).intersect(client.scopes()),
                    row.state,
                    row.codeChallenge == null ? null : new CodeChallenge(row.codeChallenge),
                    Resources.stored(row.resources),
                    Set.of());
            return new Pending(row.id, key, request, row.forceSignIn, row.forceConsent, row.account, row.createdAt);
        });
    }

    @Override
    public String what() {
        return "authorization requests";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("authorization_request", "expires_at", now));
    }
}
