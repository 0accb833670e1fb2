package dev.gatehouse.authorize;

import dev.gatehouse.token.TokenResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses that carry an answer to the client; every one names the issuer (RFC 9207 §2). */
final class AuthorizationAnswers {
    private AuthorizationAnswers() {}

    /** RFC 6749 §4.1.2 */
    static URI code(AuthorizationRequest request, String code, String issuer) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("code", code);
        addCommon(parameters, request.state(), issuer);
        return request.redirectUri().with(request.responseType(), parameters);
    }

    /** RFC 6749 §4.2.2; a token that never expires says nothing of it */
    static URI token(AuthorizationRequest request, TokenResponse token, String issuer) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("access_token", token.accessToken());
        parameters.put("token_type", token.tokenType());
        if (token.expiresIn() != null) {
            parameters.put("expires_in", token.expiresIn().toString());
        }
        parameters.put("scope", token.scope());
        addCommon(parameters, request.state(), issuer);
        return request.redirectUri().with(request.responseType(), parameters);
    }

    /** RFC 6749 §4.1.2.1, §4.2.2.1 */
    static URI refusal(AuthorizationFault.RedirectedToClient fault, String issuer) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("error", fault.error().code());
        parameters.put("error_description", fault.description());
        addCommon(parameters, fault.state(), issuer);
        return fault.redirectUri().with(fault.responseType(), parameters);
    }

    private static void addCommon(Map<String, String> parameters, @Nullable String state, String issuer) {
        if (state != null) {
            parameters.put("state", state);
        }
        parameters.put("iss", issuer);
    }
}
