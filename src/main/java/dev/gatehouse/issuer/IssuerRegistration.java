// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.issuer.IssuerInput.MappedScope;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An administrator's input for an issuer, checked against all rules that need neither the database nor the issuer.
 *
 * @param clientSecret null to keep the stored secret
 */
record IssuerRegistration(
        String issuer,
        String name,
        @Nullable String description,
        boolean active,
        Validation validation,
        @Nullable String audience,
        List<String> algorithms,
        TokenTypes tokenTypes,
        String scopeClaim,
        @Nullable String clientClaim,
        List<String> clients,
        @Nullable String jwksUri,
        @Nullable String introspectionEndpoint,
        @Nullable String clientId,
        @Nullable String clientSecret,
        int cacheSeconds,
        String tokenPrefix,
        List<MappedScope> scopes) {
    private static final List<String> ALGORITHMS = List.of("RS256", "ES256");
    private static final int CACHE_SECONDS = 10;
    private static final int MAX_CACHE_SECONDS = 60;
    private static final int MAX_PREFIX = 50;
    private static final int MAX_LIST = 500;
    private static final int MAX_CLIENTS = 100;
    private static final int MAX_CLIENT = 255;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]*");

    IssuerRegistration {
        algorithms = List.copyOf(algorithms);
        clients = List.copyOf(clients);
        scopes = List.copyOf(scopes);
    }

    /** The text never contains the secret, so that no log line does. */
    @Override
    public String toString() {
        return "IssuerRegistration[" + issuer + "]";
    }

    /**
     * Checks an input.
     *
     * @param self the address of this server, which is not a valid issuer here
     * @param stored the issuer to replace; null for a new one
     * @throws ProblemException with all broken rules
     */
    static IssuerRegistration read(IssuerInput input, String self, @Nullable IssuerView stored) {
        var errors = new FieldErrors();
        var registration = read(input, self, stored, errors);
        errors.refuse();
        return registration;
    }

    private static IssuerRegistration read(
            IssuerInput input, String self, @Nullable IssuerView stored, FieldErrors errors) {
        errors.check(input.validation() != null, "validation", CommonErrors.notOneOf(List.of(Validation.values())));
        var validation = input.validation() == null ? Validation.JWT : input.validation();
        var signed = validation == Validation.JWT;
        errors.check(signed || input.algorithms() == null, "algorithms", IssuerErrors.onlyForJwts());
        errors.check(signed || input.jwksUri() == null, "jwksUri", IssuerErrors.onlyForJwts());
        errors.check(signed || input.tokenTypes() == null, "tokenTypes", IssuerErrors.onlyForJwts());
        errors.check(
                !signed || input.introspectionEndpoint() == null,
                "introspectionEndpoint",
                IssuerErrors.onlyForIntrospection());
        errors.check(!signed || input.clientId() == null, "clientId", IssuerErrors.onlyForIntrospection());
        errors.check(!signed || input.clientSecret() == null, "clientSecret", IssuerErrors.onlyForIntrospection());
        errors.check(!signed || input.cacheSeconds() == null, "cacheSeconds", IssuerErrors.onlyForIntrospection());
        errors.check(!signed || input.tokenPrefix() == null, "tokenPrefix", IssuerErrors.onlyForIntrospection());
        var audience = errors.optional("audience", input.audience(), 1000);
        var registration = new IssuerRegistration(
                issuer(input, self, stored, errors),
                errors.name("name", input.name(), 100),
                errors.optional("description", input.description(), 500),
                input.active() == null || input.active(),
                validation,
                audience == null && signed ? self : audience,
                signed ? algorithms(input.algorithms(), errors) : List.of(),
                input.tokenTypes() == null ? TokenTypes.AT_JWT : input.tokenTypes(),
                Optional.ofNullable(errors.optional("scopeClaim", input.scopeClaim(), 100))
                        .orElse("scope"),
                errors.optional("clientClaim", input.clientClaim(), 100),
                clients(input.clients(), errors),
                url("jwksUri", input.jwksUri(), errors),
                url("introspectionEndpoint", input.introspectionEndpoint(), errors),
                signed ? null : errors.required("clientId", input.clientId(), MAX_CLIENT),
                errors.optional("clientSecret", input.clientSecret(), 1000),
                input.cacheSeconds() == null ? CACHE_SECONDS : input.cacheSeconds(),
                Objects.requireNonNullElse(input.tokenPrefix(), ""),
                scopes(input.scopes(), errors));
        registration.check(stored, errors);
        return registration;
    }

    private void check(@Nullable IssuerView stored, FieldErrors errors) {
        errors.check(
                cacheSeconds >= 0 && cacheSeconds <= MAX_CACHE_SECONDS,
                "cacheSeconds",
                CommonErrors.outOfRange(0, MAX_CACHE_SECONDS));
        errors.check(
                VISIBLE.matcher(tokenPrefix).matches() && tokenPrefix.length() <= MAX_PREFIX,
                "tokenPrefix",
                IssuerErrors.prefixCharacters(MAX_PREFIX));
        errors.check(!tokenPrefix.startsWith(Secrets.ACCESS_TOKEN_PREFIX), "tokenPrefix", IssuerErrors.ownPrefix());
        if (validation == Validation.JWT || clientSecret != null || errors.has("clientSecret")) {
            return;
        }
        errors.check(
                stored != null && stored.validation() == Validation.INTROSPECTION,
                "clientSecret",
                CommonErrors.required());
        // An editor who does not know the secret must not be able to send it to another server.
        errors.check(
                stored == null
                        || (Objects.equals(stored.introspectionEndpoint(), introspectionEndpoint)
                                && Objects.equals(stored.clientId(), clientId)),
                "clientSecret",
                IssuerErrors.secretToChange());
    }

    private static String issuer(IssuerInput input, String self, @Nullable IssuerView stored, FieldErrors errors) {
        if (stored != null) {
            errors.check(
                    input.issuer() == null || input.issuer().equals(stored.issuer()),
                    "issuer",
                    CommonErrors.immutable());
            return stored.issuer();
        }
        var issuer = errors.required("issuer", input.issuer(), 1000);
        var url = IssuerUrl.parse(issuer);
        errors.check(
                issuer.isEmpty()
                        || url.filter(found -> found.getRawQuery() == null).isPresent(),
                "issuer",
                IssuerUrl.hasZone(issuer) ? CommonErrors.urlZone() : IssuerErrors.urlWithoutQuery());
        errors.check(
                url.map(found -> !isSameServer(found, URI.create(self))).orElse(true),
                "issuer",
                IssuerErrors.thisServer());
        return issuer;
    }

    /**
     * Returns whether the issuer is this server. Its tokens are judged by their rows; otherwise a revocation would have
     * no effect.
     */
    private static boolean isSameServer(URI issuer, URI self) {
        return issuer.toString().replaceAll("/+$", "").equalsIgnoreCase(self.toString());
    }

    private static @Nullable String url(String field, @Nullable String text, FieldErrors errors) {
        var url = errors.optional(field, text, 2000);
        errors.check(
                url == null || IssuerUrl.parse(url).isPresent(),
                field,
                url != null && IssuerUrl.hasZone(url) ? CommonErrors.urlZone() : IssuerErrors.url());
        return url;
    }

    private static List<String> algorithms(@Nullable List<String> typed, FieldErrors errors) {
        if (typed == null) {
            return ALGORITHMS;
        }
        errors.check(!typed.isEmpty(), "algorithms", CommonErrors.noEntries());
        var known = typed.stream()
                .filter(name -> JwsAlgorithm.named(name).isPresent())
                .distinct()
                .toList();
        errors.check(known.size() == typed.size(), "algorithms", IssuerErrors.algorithms(JwsAlgorithm.names()));
        return known;
    }

    private static List<String> clients(@Nullable List<String> typed, FieldErrors errors) {
        if (typed == null) {
            return List.of();
        }
        errors.check(typed.size() <= MAX_CLIENTS, "clients", CommonErrors.tooManyEntries(MAX_CLIENTS));
        var known = typed.stream()
                .filter(client -> client != null
                        && !client.isBlank()
                        && client.length() <= MAX_CLIENT
                        && client.chars().noneMatch(Character::isISOControl))
                .distinct()
                .toList();
        errors.check(known.size() == typed.size(), "clients", IssuerErrors.clients());
        return known;
    }

    private static List<MappedScope> scopes(@Nullable List<MappedScope> typed, FieldErrors errors) {
        if (typed == null) {
            return List.of();
        }
        errors.check(typed.size() <= MAX_LIST, "scopes", CommonErrors.tooManyEntries(MAX_LIST));
        var seen = new LinkedHashSet<MappedScope>();
        for (var i = 0; i < typed.size(); i++) {
            var field = "scopes[" + i + "]";
            var mapped = typed.get(i) == null ? new MappedScope(null, null) : typed.get(i);
            var external = errors.required(field + ".external", mapped.external(), 200);
            var scope = errors.required(field + ".scope", mapped.scope(), 100);
            errors.check(
                    external.isEmpty() || seen.add(new MappedScope(external, scope)),
                    field,
                    CommonErrors.duplicateEntry());
        }
        return List.copyOf(seen);
    }

    /** Copies the values to the entity. */
    void applyTo(StoredIssuer stored) {
        stored.name = name;
        stored.description = description;
        stored.active = active;
        stored.validation = validation;
        stored.audience = audience;
        stored.algorithms = algorithms.toArray(String[]::new);
        stored.tokenTypes = tokenTypes;
        stored.scopeClaim = scopeClaim;
        stored.clientClaim = clientClaim;
        stored.clients = clients.toArray(String[]::new);
        stored.jwksUri = jwksUri;
        stored.introspectionEndpoint = introspectionEndpoint;
        stored.clientId = clientId;
        stored.cacheSeconds = cacheSeconds;
        stored.tokenPrefix = tokenPrefix;
    }
}
