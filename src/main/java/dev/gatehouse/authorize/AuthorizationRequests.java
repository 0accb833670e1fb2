package dev.gatehouse.authorize;

import dev.gatehouse.authorize.AuthorizationFault.RedirectedToClient;
import dev.gatehouse.authorize.AuthorizationFault.ShownToUser;
import dev.gatehouse.authorize.AuthorizationRequest.Prompt;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.oauth.CodeChallenge;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.token.ResourceIndicator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads authorization requests (RFC 6749 §4.1.1). Client and redirect URI come first: a fault there is shown to the
 * person, every later one is sent to the client.
 */
@ApplicationScoped
class AuthorizationRequests {
    private static final String TITLE = "This link does not work";

    private final Clients clients;
    private final TenantSettings settings;

    AuthorizationRequests(Clients clients, TenantSettings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    AuthorizationReading read(OAuthParameters parameters, String issuer) {
        RegisteredClient client;
        VerifiedRedirectUri redirectUri;
        try {
            client = client(parameters);
            redirectUri = redirectUri(parameters, client);
        } catch (OAuthException e) {
            return new ShownToUser(e.error(), TITLE, e.description());
        }
        try {
            return read(parameters, client, redirectUri, issuer);
        } catch (OAuthException e) {
            return new RedirectedToClient(
                    redirectUri, ResponseType.CODE, e.error(), e.description(), parameters.ifSound("state"));
        }
    }

    private RegisteredClient client(OAuthParameters parameters) {
        var clientId = parameters.require("client_id");
        var client = clients.registered(clientId);
        if (client == null) {
            throw new OAuthException(OAuthError.INVALID_CLIENT, "The application that sent you here is not known.");
        }
        if (!client.active()) {
            throw new OAuthException(
                    OAuthError.UNAUTHORIZED_CLIENT, "The application that sent you here is switched off.");
        }
        return client;
    }

    private static VerifiedRedirectUri redirectUri(OAuthParameters parameters, RegisteredClient client) {
        var sent = parameters.get("redirect_uri");
        if (sent != null) {
            return client.verify(sent)
                    .orElseThrow(() -> new OAuthException(
                            OAuthError.INVALID_REQUEST,
                            "The application asked to send you to an address that is not registered for it."));
        }
        return client.onlyRedirectUri()
                .orElseThrow(() -> new OAuthException(
                        OAuthError.INVALID_REQUEST,
                        "The application did not say where to send you afterwards: redirect_uri is missing."));
    }

    private AuthorizationRequest read(
            OAuthParameters parameters, RegisteredClient client, VerifiedRedirectUri redirectUri, String issuer) {
        var responseType = responseType(parameters, client);
        parameters.refuseFaults();
        var challenge = CodeChallenge.parse(parameters.get("code_challenge"), parameters.get("code_challenge_method"));
        if (challenge == null && client.needsPkce(settings.current())) {
            throw new OAuthException(
                    OAuthError.INVALID_REQUEST, "code_challenge is missing: this client must use PKCE");
        }
        return new AuthorizationRequest(
                client,
                redirectUri,
                parameters.get("redirect_uri") != null,
                responseType,
                scope(parameters.get("scope"), client),
                parameters.get("state"),
                challenge,
                ResourceIndicator.parse(parameters.get("resource"), issuer),
                prompts(parameters.get("prompt")));
    }

    private static ResponseType responseType(OAuthParameters parameters, RegisteredClient client) {
        var type = ResponseType.of(parameters.require("response_type"))
                .filter(known -> known == ResponseType.CODE)
                .orElseThrow(
                        () -> new OAuthException(OAuthError.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code"));
        if (!client.grantTypes().contains(type.grantType())) {
            throw new OAuthException(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    "the client is not allowed to use the grant type "
                            + type.grantType().wireName());
        }
        return type;
    }

    private static ScopeNames scope(@Nullable String sent, RegisteredClient client) {
        var asked = sent == null ? ScopeNames.of(new TreeSet<>(client.scopes())) : ScopeNames.parse(sent);
        if (asked.isEmpty()) {
            throw new OAuthException(OAuthError.INVALID_SCOPE, "the client is associated with no scope");
        }
        asked.names().stream()
                .filter(name -> !client.scopes().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new OAuthException(
                            OAuthError.INVALID_SCOPE, "the scope " + name + " is not associated with the client");
                });
        return asked;
    }

    private static Set<Prompt> prompts(@Nullable String sent) {
        var prompts = EnumSet.noneOf(Prompt.class);
        if (sent == null) {
            return prompts;
        }
        for (var word : sent.split(" ", -1)) {
            prompts.add(prompt(word));
        }
        if (prompts.contains(Prompt.NONE) && prompts.size() > 1) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, "prompt none cannot stand with another");
        }
        return prompts;
    }

    private static Prompt prompt(String word) {
        try {
            if (word.equals(word.toLowerCase(Locale.ROOT))) {
                return Prompt.valueOf(word.toUpperCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException notAPrompt) {
            // refused below, as a wrong spelling is
        }
        throw new OAuthException(
                OAuthError.INVALID_REQUEST, "prompt must be none, or some of login, consent and select_account");
    }
}
