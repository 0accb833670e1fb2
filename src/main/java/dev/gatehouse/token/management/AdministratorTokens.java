// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.management;

import dev.gatehouse.client.ClientErrors;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeMatcher.KnownScope;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.token.GrantOrigin;
import dev.gatehouse.token.Resources;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.TokenHolder;
import dev.gatehouse.token.TokenList;
import dev.gatehouse.token.TokenView;
import dev.gatehouse.token.grant.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that an administrator adds and hands to a client: no token request, no refresh token, no subject but the
 * client. Only scopes that the client could get with client credentials can be added.
 */
@ApplicationScoped
public class AdministratorTokens {
    private static final int MAX_NAME = 200;
    private static final int DEFAULT_DAYS = 30;

    /** The whole days in the maximum lifetime of {@link Integer#MAX_VALUE} seconds. */
    private static final int MAX_DAYS = 24_855;

    /**
     * A token in an admin API request.
     *
     * @param client the client's public id
     * @param name the token's name
     * @param expiresInDays the lifetime in days; default {@value #DEFAULT_DAYS}
     * @param scopes names of scopes that the client is associated with
     */
    public record TokenInput(
            @Nullable String client,
            @Nullable String name,
            @Nullable Integer expiresInDays,
            @Nullable List<@Nullable String> scopes) {}

    /**
     * A scope that a client is associated with.
     *
     * @param problem why no token with this scope can be added; null if one can
     */
    public record ScopeOffer(
            String name,
            @Nullable String description,
            @Nullable ErrorText problem) {}

    private final Clients clients;
    private final Scopes scopes;
    private final Secrets secrets;
    private final TokenIssuer issuer;
    private final TokenList list;

    AdministratorTokens(Clients clients, Scopes scopes, Secrets secrets, TokenIssuer issuer, TokenList list) {
        this.clients = clients;
        this.scopes = scopes;
        this.secrets = secrets;
        this.issuer = issuer;
        this.list = list;
    }

    /**
     * Returns the scopes of a client by name; empty if there is no such client.
     *
     * @param clientId the client's public id
     */
    public List<ScopeOffer> offers(String clientId) {
        var client = clients.registered(clientId);
        if (client == null) {
            return List.of();
        }
        var holder = new TokenHolder(GrantOrigin.ADMINISTRATOR, client, null);
        var matcher = scopes.matcher();
        return client.scopes().stream()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(name -> {
                    var scope = matcher.get(name);
                    return new ScopeOffer(
                            name, scope == null ? null : scope.description(), problem(name, scope, holder));
                })
                .toList();
    }

    /**
     * Adds a token.
     *
     * @param base the base URL of the request
     * @return the token with its raw value
     * @throws ProblemException if a rule is broken or the client is inactive
     */
    TokenView add(TokenInput input, String base, String actor) {
        var errors = new FieldErrors();
        var clientId = errors.required("client", input.client(), 100);
        var name = errors.name("name", input.name(), MAX_NAME);
        var days = Objects.requireNonNullElse(input.expiresInDays(), DEFAULT_DAYS);
        errors.check(days >= 1 && days <= MAX_DAYS, "expiresInDays", CommonErrors.outOfRange(1, MAX_DAYS));
        var client = clients.registered(clientId);
        errors.check(client != null || clientId.isEmpty(), "client", ClientErrors.unknownId());
        var typed = Objects.requireNonNullElse(input.scopes(), List.<@Nullable String>of());
        errors.check(!typed.isEmpty(), "scopes", CommonErrors.noEntries());
        if (client != null) {
            check(typed, client, errors);
        }
        errors.refuse();
        return issue(
                Objects.requireNonNull(client),
                ScopeNames.of(typed.stream().filter(Objects::nonNull).toList()),
                name,
                Duration.ofDays(days),
                base,
                actor);
    }

    private TokenView issue(
            RegisteredClient client, ScopeNames granted, String name, Duration lifetime, String base, String actor) {
        if (!client.active()) {
            throw ProblemException.conflict("client", TokenErrors.clientInactive());
        }
        var id = secrets.id();
        var grant = new TokenIssuer.Grant(
                base, GrantOrigin.ADMINISTRATOR, client, null, granted, Resources.NONE, Resources.NONE, name);
        try {
            var issued = issuer.add(id, grant, lifetime, actor);
            return list.view(id).withAccessToken(issued.accessToken());
        } catch (ConstraintViolationException deletedMeanwhile) {
            throw ProblemException.invalid("client", ClientErrors.unknownId());
        }
    }

    private void check(List<@Nullable String> typed, RegisteredClient client, FieldErrors errors) {
        var holder = new TokenHolder(GrantOrigin.ADMINISTRATOR, client, null);
        var matcher = scopes.matcher();
        for (var i = 0; i < typed.size(); i++) {
            var name = typed.get(i);
            var problem = name == null ? CommonErrors.required() : problem(name, matcher.get(name), holder);
            if (problem != null) {
                errors.add("scopes[" + i + "]", problem);
            }
        }
    }

    /** Why a scope cannot be had, null if it can. */
    private static @Nullable ErrorText problem(String name, @Nullable KnownScope scope, TokenHolder holder) {
        if (!holder.client().scopes().contains(name)) {
            return TokenErrors.notAssociated();
        }
        if (holder.mayHold(scope)) {
            return null;
        }
        return scope != null && scope.builtIn() ? TokenErrors.personOnly() : TokenErrors.limitedToGroups();
    }
}
