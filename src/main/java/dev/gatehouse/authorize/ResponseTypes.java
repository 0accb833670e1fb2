// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.client.ClientErrors;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.ResponseType;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.tenant.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The response types that a client may use: limited by its grant types and, for {@code token}, by the tenant's
 * settings.
 */
@ApplicationScoped
class ResponseTypes {
    private final TenantSettings settings;

    ResponseTypes(TenantSettings settings) {
        this.settings = settings;
    }

    /**
     * Parses a {@code response_type} (RFC 6749 §3.1.1).
     *
     * @throws OAuthException {@code unsupported_response_type} if the type is not offered, {@code unauthorized_client}
     *     if the client may not use it
     */
    ResponseType read(String wireName, RegisteredClient client) {
        var type = ResponseType.of(wireName)
                .orElseThrow(() -> unsupported(
                        settings.current().allowImplicit()
                                ? AuthorizeErrors.responseTypes()
                                : AuthorizeErrors.codeOnly()));
        if (!isOffered(type)) {
            throw unsupported(AuthorizeErrors.implicitNotAllowed());
        }
        if (!client.grantTypes().contains(type.grantType())) {
            throw new OAuthException(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    ClientErrors.grantNotAllowed(type.grantType().wireName()));
        }
        return type;
    }

    /** Returns whether a response type is still allowed for a client. */
    boolean allows(ResponseType type, RegisteredClient client) {
        return isOffered(type) && client.grantTypes().contains(type.grantType());
    }

    private boolean isOffered(ResponseType type) {
        return switch (type) {
            case CODE -> true;
            case TOKEN -> settings.current().allowImplicit();
        };
    }

    private static OAuthException unsupported(ErrorText description) {
        return new OAuthException(OAuthError.UNSUPPORTED_RESPONSE_TYPE, description);
    }
}
