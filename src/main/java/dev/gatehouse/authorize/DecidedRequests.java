// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.token.grant.AuthorizationCodes;
import dev.gatehouse.token.grant.ImplicitGrant;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The recent decisions on authorization requests of the current tenant. The browser that decided may get the response
 * again while its code or token is valid and unused. The stored response is encrypted with a key that only this browser
 * has.
 */
@ApplicationScoped
class DecidedRequests implements PanacheRepositoryBase<DecidedRequest, UUID>, Expiring {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** The maximum number of stored decisions of one account. */
    private static final int MOST = 50;

    private final TimeSource time;
    private final Secrets secrets;
    private final TenantSettings settings;
    private final Clients clients;
    private final ResponseTypes responseTypes;
    private final AuthorizationCodes codes;
    private final ImplicitGrant implicit;

    /**
     * A decision on a request, for the user who decided.
     *
     * @param asked whether the user decided on the permissions page
     * @param answer the authorization response, if it may be repeated
     */
    record Decided(
            RegisteredClient client,
            VerifiedRedirectUri redirectUri,
            boolean asked,
            boolean granted,
            ScopeNames scope,
            Optional<AuthorizationResponse> answer) {

        /** Returns the response if the decision is the same. */
        Optional<AuthorizationResponse> answerTo(Decision decision) {
            return decision.equals(granted ? Decision.granted(scope) : Decision.DENIED) ? answer : Optional.empty();
        }
    }

    DecidedRequests(
            TimeSource time,
            Secrets secrets,
            TenantSettings settings,
            Clients clients,
            ResponseTypes responseTypes,
            AuthorizationCodes codes,
            ImplicitGrant implicit) {
        this.time = time;
        this.secrets = secrets;
        this.settings = settings;
        this.clients = clients;
        this.responseTypes = responseTypes;
        this.codes = codes;
        this.implicit = implicit;
    }

    /**
     * Stores a decision, in the transaction that decides.
     *
     * @param granted the granted scopes; null: access was denied
     * @param issued the id of the code or token in the response
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void remember(
            PendingRequests.Pending pending,
            Person person,
            @Nullable ScopeNames granted,
            AuthorizationResponse answer,
            @Nullable UUID issued) {
        var decided = new DecidedRequest();
        decided.id = pending.id();
        decided.requestHash = pending.key().handleHash();
        decided.browserHash = pending.key().browserHash();
        decided.client = pending.request().client().id();
        decided.account = person.id();
        decided.asked = pending.account() != null;
        decided.granted = granted != null;
        decided.scopes = (granted == null ? ScopeNames.NONE : granted).toArray();
        decided.responseType = pending.request().responseType().wireName();
        decided.responseMode = answer.mode().wireName();
        decided.redirectUri = answer.to().value();
        decided.issued = issued;
        decided.sealedAnswer = pending.key()
                .box()
                .seal(
                        secrets,
                        answer.encoded().getBytes(StandardCharsets.UTF_8),
                        pending.id().toString());
        var now = time.now();
        decided.answerUntil = now.plus(settings.current().authorizationCodeLifetime());
        decided.expiresAt = now.plus(LIFETIME);
        forgetOldest(person.id());
        persist(decided);
    }

    private void forgetOldest(UUID account) {
        getEntityManager()
                .createQuery(
                        "select d.expiresAt from DecidedRequest d where d.account = :account order by d.expiresAt desc",
                        Instant.class)
                .setParameter("account", account)
                .setFirstResult(MOST - 1)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .ifPresent(until -> delete("account = ?1 and expiresAt <= ?2", account, until));
    }

    /**
     * Finds the decision on a request, if this user decided and the client is still active with the same redirect URI.
     */
    @Transactional
    Optional<Decided> find(RequestKey key, Person person) {
        return find(
                        "requestHash = ?1 and browserHash = ?2 and account = ?3 and expiresAt > ?4",
                        key.handleHash(),
                        key.browserHash(),
                        person.id(),
                        time.now())
                .firstResultOptional()
                .flatMap(row -> Optional.ofNullable(clients.byId(row.client))
                        .filter(RegisteredClient::active)
                        .flatMap(client -> restore(row, client, key)));
    }

    private Optional<Decided> restore(DecidedRequest row, RegisteredClient client, RequestKey key) {
        return client.verify(row.redirectUri)
                .map(redirectUri -> new Decided(
                        client,
                        redirectUri,
                        row.asked,
                        row.granted,
                        ScopeNames.stored(row.scopes),
                        answer(row, client, redirectUri, key)));
    }

    private Optional<AuthorizationResponse> answer(
            DecidedRequest row, RegisteredClient client, VerifiedRedirectUri redirectUri, RequestKey key) {
        var type = ResponseType.of(row.responseType);
        var mode = ResponseMode.of(row.responseMode);
        if (type.isEmpty() || mode.isEmpty() || !time.now().isBefore(row.answerUntil)) {
            return Optional.empty();
        }
        if (row.granted && !(responseTypes.allows(type.get(), client) && isUnused(type.get(), row.issued))) {
            return Optional.empty();
        }
        return key.box()
                .open(row.sealedAnswer, row.id.toString())
                .map(opened -> AuthorizationResponse.decoded(
                        redirectUri, mode.get(), new String(opened, StandardCharsets.UTF_8)));
    }

    private boolean isUnused(ResponseType type, @Nullable UUID issued) {
        return issued != null
                && switch (type) {
                    case CODE -> codes.isRedeemable(issued);
                    case TOKEN -> implicit.isUnused(issued);
                };
    }

    @Override
    public String what() {
        return "decided authorization requests";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("decided_request", "expires_at", now));
    }
}
