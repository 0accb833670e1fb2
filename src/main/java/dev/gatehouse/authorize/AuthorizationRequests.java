// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.authorize.AuthorizationError.RedirectedToClient;
import dev.gatehouse.authorize.AuthorizationError.ShownToUser;
import dev.gatehouse.authorize.AuthorizationRequest.Prompt;
import dev.gatehouse.client.ClientErrors;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.errors.FailureRedirect;
import dev.gatehouse.oauth.CodeChallenge;
import dev.gatehouse.oauth.Fault;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.token.Resources;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses authorization requests (RFC 6749 §4.1.1). Client and redirect URI are checked first: their errors are shown to
 * the user, all later errors are sent to the client.
 */
@ApplicationScoped
class AuthorizationRequests {
    private static final String CLIENT_ID = "client_id";
    private static final String REDIRECT_URI = "redirect_uri";

    private final Clients clients;
    private final TenantSettings settings;
    private final ResponseTypes responseTypes;
    private final FailureRedirect failures;

    AuthorizationRequests(
            Clients clients, TenantSettings settings, ResponseTypes responseTypes, FailureRedirect failures) {
        this.clients = clients;
        this.settings = settings;
        this.responseTypes = responseTypes;
        this.failures = failures;
    }

    ParsedAuthorizationRequest read(OAuthParameters parameters, String issuer) {
        var clientId = parameters.ifSound(CLIENT_ID);
        if (clientId == null) {
            return shown(
                    AuthorizeErrors.invalid(parameters.fault(CLIENT_ID).orElseGet(() -> Fault.missing(CLIENT_ID))));
        }
        var client = clients.registered(clientId);
        if (client == null) {
            return new ShownToUser(OAuthError.INVALID_CLIENT, AuthorizeErrors.clientUnknown());
        }
        if (!client.active()) {
            return new ShownToUser(OAuthError.UNAUTHORIZED_CLIENT, AuthorizeErrors.clientInactive());
        }
        var fault = parameters.fault(REDIRECT_URI);
        if (fault.isPresent()) {
            return shown(AuthorizeErrors.invalid(fault.get()));
        }
        var sent = parameters.get(REDIRECT_URI);
        var redirectUri = sent == null ? client.onlyRedirectUri() : client.verify(sent);
        return redirectUri
                .map(verified -> read(parameters, client, verified, issuer))
                .orElseGet(() -> shown(
                        sent == null
                                ? AuthorizeErrors.redirectUriMissing()
                                : AuthorizeErrors.redirectUriNotRegistered()));
    }

    private static ParsedAuthorizationRequest shown(ErrorText why) {
        return new ShownToUser(OAuthError.INVALID_REQUEST, why);
    }

    /** Parses the request of a verified client. From here on, errors are sent to the client. */
    private ParsedAuthorizationRequest read(
            OAuthParameters parameters, RegisteredClient client, VerifiedRedirectUri redirectUri, String issuer) {
        var answeredIn = answeredIn(parameters, redirectUri);
        var state = parameters.ifSound("state");
        failures.to((error, why) -> Pages.failure(AuthorizationResponse.refusal(
                new RedirectedToClient(redirectUri, answeredIn, error, why, state), issuer)));
        try {
            return parse(parameters, client, redirectUri, issuer);
        } catch (OAuthException e) {
            return new RedirectedToClient(redirectUri, answeredIn, e.error(), e.reason(), state);
        }
    }

    /**
     * Returns the response mode of errors: the requested mode if it is valid for the request, otherwise the default of
     * the response type (RFC 6749 §4.1.2.1, §4.2.2.1).
     */
    private static ResponseMode answeredIn(OAuthParameters parameters, VerifiedRedirectUri redirectUri) {
        var type = Optional.ofNullable(parameters.ifSound("response_type"))
                .flatMap(ResponseType::of)
                .orElse(ResponseType.CODE);
        return Optional.ofNullable(parameters.ifSound("response_mode"))
                .flatMap(ResponseMode::of)
                .filter(mode -> mode.carries(type) && reaches(redirectUri, mode))
                .orElse(type.defaultMode());
    }

    private static ResponseMode responseMode(
            @Nullable String sent, ResponseType type, VerifiedRedirectUri redirectUri) {
        if (sent == null) {
            return type.defaultMode();
        }
        var mode = ResponseMode.of(sent)
                .orElseThrow(
                        () -> new OAuthException(OAuthError.INVALID_REQUEST, AuthorizeErrors.responseModeUnknown()));
        if (!mode.carries(type)) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, AuthorizeErrors.tokensInQuery());
        }
        if (!reaches(redirectUri, mode)) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, AuthorizeErrors.formPostNeedsHttp());
        }
        return mode;
    }

    private static boolean reaches(VerifiedRedirectUri redirectUri, ResponseMode mode) {
        return mode != ResponseMode.FORM_POST || redirectUri.takesForms();
    }

    private AuthorizationRequest parse(
            OAuthParameters parameters, RegisteredClient client, VerifiedRedirectUri redirectUri, String issuer) {
        var responseType = responseTypes.read(parameters.require("response_type"), client);
        parameters.refuseFaults();
        return new AuthorizationRequest(
                client,
                redirectUri,
                parameters.get(REDIRECT_URI) != null,
                responseType,
                responseMode(parameters.get("response_mode"), responseType, redirectUri),
                scope(parameters.get("scope"), client),
                parameters.get("state"),
                challenge(parameters, responseType, client),
                Resources.parse(parameters.all("resource"), issuer),
                prompts(parameters.get("prompt")));
    }

    /**
     * Returns the code challenge of a request for a code. PKCE binds a code to the client instance that requested the
     * code. A request for a token has no code, so its challenge is neither required nor read.
     */
    private @Nullable CodeChallenge challenge(
            OAuthParameters parameters, ResponseType responseType, RegisteredClient client) {
        if (responseType == ResponseType.TOKEN) {
            return null;
        }
        var challenge = CodeChallenge.parse(parameters.get("code_challenge"), parameters.get("code_challenge_method"));
        if (challenge == null && client.needsPkce(settings.current())) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, AuthorizeErrors.challengeMissing());
        }
        return challenge;
    }

    private static ScopeNames scope(@Nullable String sent, RegisteredClient client) {
        var asked = sent == null ? ScopeNames.NONE : ScopeNames.parse(sent);
        var scope = client.requested(asked);
        if (!scope.isEmpty()) {
            return scope;
        }
        throw new OAuthException(
                OAuthError.INVALID_SCOPE,
                asked.nameNothing()
                        ? ClientErrors.noScope()
                        : asked.only()
                                .map(AuthorizeErrors::scopeNotAssociated)
                                .orElseGet(AuthorizeErrors::scopesNotAssociated));
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
            throw new OAuthException(OAuthError.INVALID_REQUEST, AuthorizeErrors.promptNoneAlone());
        }
        return prompts;
    }

    private static Prompt prompt(String word) {
        try {
            if (word.equals(word.toLowerCase(Locale.ROOT))) {
                return Prompt.valueOf(word.toUpperCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException notAPrompt) {
            // rejected below, like a wrong spelling
        }
        throw new OAuthException(OAuthError.INVALID_REQUEST, AuthorizeErrors.promptUnknown());
    }
}
