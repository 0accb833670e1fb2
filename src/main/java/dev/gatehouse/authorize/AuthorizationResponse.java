// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.client.VerifiedRedirectUri;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.token.grant.TokenResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An authorization response and its destination. Every response contains the issuer (RFC 9207 §2). A response may
 * contain a code or a token, so it must not be logged.
 *
 * @param parameters the parameters in order
 */
record AuthorizationResponse(VerifiedRedirectUri to, ResponseMode mode, List<Map.Entry<String, String>> parameters) {

    AuthorizationResponse {
        parameters = List.copyOf(parameters);
    }

    /** Returns the response with an authorization code (RFC 6749 §4.1.2). */
    static AuthorizationResponse code(AuthorizationRequest request, String code, String issuer) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        parameters.add(Map.entry("code", code));
        addCommon(parameters, request.state(), issuer);
        return new AuthorizationResponse(request.redirectUri(), request.responseMode(), parameters);
    }

    /**
     * Returns the response with an access token (RFC 6749 §4.2.2), without {@code expires_in} if the token never
     * expires.
     */
    static AuthorizationResponse token(AuthorizationRequest request, TokenResponse token, String issuer) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        parameters.add(Map.entry("access_token", token.accessToken()));
        parameters.add(Map.entry("token_type", token.tokenType()));
        if (token.expiresIn() != null) {
            parameters.add(Map.entry("expires_in", token.expiresIn().toString()));
        }
        parameters.add(Map.entry("scope", token.scope()));
        addCommon(parameters, request.state(), issuer);
        return new AuthorizationResponse(request.redirectUri(), request.responseMode(), parameters);
    }

    /** Returns the error response (RFC 6749 §4.1.2.1, §4.2.2.1). */
    static AuthorizationResponse refusal(AuthorizationError.RedirectedToClient fault, String issuer) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        parameters.add(Map.entry("error", fault.error().code()));
        parameters.add(Map.entry("error_description", fault.reason().inEnglish()));
        addCommon(parameters, fault.state(), issuer);
        return new AuthorizationResponse(fault.redirectUri(), fault.responseMode(), parameters);
    }

    /** Returns the response of {@link #encoded} parameters. */
    static AuthorizationResponse decoded(VerifiedRedirectUri to, ResponseMode mode, String encoded) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        for (var pair : encoded.split("&", -1)) {
            var equals = pair.indexOf('=');
            parameters.add(Map.entry(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
        }
        return new AuthorizationResponse(to, mode, parameters);
    }

    /** Returns the parameters as {@code application/x-www-form-urlencoded} (RFC 6749 appendix B). */
    String encoded() {
        return parameters.stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Contains names only, because values may be secrets. */
    @Override
    public String toString() {
        return "AuthorizationResponse"
                + parameters.stream().map(Map.Entry::getKey).toList();
    }

    private static void addCommon(List<Map.Entry<String, String>> parameters, @Nullable String state, String issuer) {
        if (state != null) {
            parameters.add(Map.entry("state", state));
        }
        parameters.add(Map.entry("iss", issuer));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
