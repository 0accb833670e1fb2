// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.oauth2.sdk.token.Tokens;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.StrictGatehouse;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All grants with third-party client libraries, against the packaged Gatehouse over HTTPS. All checks of the libraries
 * are on, and no deviations are allowed.
 */
class ClientLibrariesIT {
    private static final URI REDIRECT_URI = StrictGatehouse.REDIRECT_URI;
    private static final Scope SCOPE = new Scope(Partner.BOTH_SCOPES.toArray(String[]::new));

    private static SSLContext tls;
    private static Gate gate;
    private static Partner publicClient;
    private static Partner confidentialClient;

    @BeforeAll
    static void start() throws Exception {
        var gatehouse = StrictGatehouse.shared();
        tls = gatehouse.tls();
        gate = gatehouse.gate();
        publicClient = gatehouse.publicClient();
        confidentialClient = gatehouse.confidentialClient();
        HTTPRequest.setDefaultSSLSocketFactory(tls.getSocketFactory());
    }

    @AfterAll
    static void trustAsBefore() {
        HTTPRequest.setDefaultSSLSocketFactory(HttpsURLConnection.getDefaultSSLSocketFactory());
    }

    /** The Nimbus SDK from Maven Central. */
    @Nested
    class NimbusOAuthSdk {
        private final AuthorizationServerMetadata metadata = discover();

        static Stream<Arguments> clients() {
            return Stream.concat(
                    Stream.of(Arguments.argumentSet("public client", new ClientID(publicClient.clientId()), null)),
                    confidentialClients());
        }

        static Stream<Arguments> confidentialClients() {
            var id = new ClientID(confidentialClient.clientId());
            var secret = new Secret(confidentialClient.secret());
            return Stream.of(
                    Arguments.argumentSet("client_secret_basic", id, new ClientSecretBasic(id, secret)),
                    Arguments.argumentSet("client_secret_post", id, new ClientSecretPost(id, secret)));
        }

        @Test
        void publicClientMayNotUseThePasswordGrant() throws Exception {
            var grant = new ResourceOwnerPasswordCredentialsGrant("jane", new Secret("jane-demo"));

            assertThat(error(new ClientID(publicClient.clientId()), null, grant))
                    .isEqualTo(OAuth2Error.UNAUTHORIZED_CLIENT);
        }

        @ParameterizedTest
        @MethodSource("clients")
        void authorizationCodeWithPkceRefreshAndRevocation(ClientID client, ClientAuthentication authentication)
                throws Exception {
            var verifier = new CodeVerifier();
            var answer = authorize(
                    codeRequest(client, verifier), (browser, page) -> browser.grant(page, Partner.BOTH_SCOPES));
            var code = answer.toSuccessResponse().getAuthorizationCode();

            var first = tokens(client, authentication, new AuthorizationCodeGrant(code, REDIRECT_URI, verifier));
            assertGranted(first.getBearerAccessToken());
            assertThat(works(first)).isTrue();
            var claims = validate(first.getBearerAccessToken());
            assertThat(claims.getStringClaim("client_id")).isEqualTo(client.getValue());
            assertThat(claims.getSubject()).isNotEqualTo(client.getValue());

            var second = tokens(client, authentication, new RefreshTokenGrant(first.getRefreshToken()));
            assertGranted(second.getBearerAccessToken());
            assertThat(second.getRefreshToken()).isNotNull().isNotEqualTo(first.getRefreshToken());
            assertThat(works(second)).isTrue();
            assertThat(works(first)).isFalse();

            revoke(client, authentication, second.getRefreshToken());
            assertThat(works(second)).isFalse();
            assertThat(error(client, authentication, new RefreshTokenGrant(second.getRefreshToken())))
                    .isEqualTo(OAuth2Error.INVALID_GRANT);
        }

        @Test
        void anotherVerifierIsInvalidGrant() throws Exception {
            var client = new ClientID(publicClient.clientId());
            var answer = authorize(
                    codeRequest(client, new CodeVerifier()),
                    (browser, page) -> browser.grant(page, Partner.BOTH_SCOPES));

            assertThat(error(
                            client,
                            null,
                            new AuthorizationCodeGrant(
                                    answer.toSuccessResponse().getAuthorizationCode(),
                                    REDIRECT_URI,
                                    new CodeVerifier())))
                    .isEqualTo(OAuth2Error.INVALID_GRANT);
        }

        @Test
        void denialComesBackAsAccessDenied() throws Exception {
            var answer =
                    authorize(codeRequest(new ClientID(publicClient.clientId()), new CodeVerifier()), Browser::deny);

            assertThat(answer.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.ACCESS_DENIED);
        }

        @Test
        void implicit() throws Exception {
            var client = new ClientID(publicClient.clientId());
            var answer = authorize(
                    request(ResponseType.TOKEN, client).build(),
                    (browser, page) -> browser.grant(page, Partner.BOTH_SCOPES));

            var token = (BearerAccessToken) answer.toSuccessResponse().getAccessToken();
            assertGranted(token);
            assertThat(works(new Tokens(token, null))).isTrue();
            assertThat(validate(token).getStringClaim("client_id")).isEqualTo(client.getValue());
        }

        @ParameterizedTest
        @MethodSource("confidentialClients")
        void clientCredentialsIntrospectionAndRevocation(ClientID client, ClientAuthentication authentication)
                throws Exception {
            var tokens = tokens(client, authentication, new ClientCredentialsGrant());
            assertGranted(tokens.getBearerAccessToken());
            assertThat(tokens.getRefreshToken()).isNull();
            assertThat(works(tokens)).isTrue();
            var claims = validate(tokens.getBearerAccessToken());
            assertThat(claims.getSubject()).isEqualTo(client.getValue());

            var active = introspect(authentication, tokens.getBearerAccessToken());
            assertThat(active.isActive()).isTrue();
            assertThat(active.getIssuer().getValue()).isEqualTo(gate.issuer());
            assertThat(active.getClientID()).isEqualTo(client);
            assertThat(active.getScope()).isEqualTo(SCOPE);
            assertThat(active.getExpirationTime()).isEqualTo(claims.getExpirationTime());

            revoke(client, authentication, tokens.getBearerAccessToken());
            assertThat(introspect(authentication, tokens.getBearerAccessToken()).isActive())
                    .isFalse();
            assertThat(works(tokens)).isFalse();
        }

        @ParameterizedTest
        @MethodSource("confidentialClients")
        void resourceOwnerPasswordCredentials(ClientID client, ClientAuthentication authentication) throws Exception {
            var right = new ResourceOwnerPasswordCredentialsGrant("jane", new Secret("jane-demo"));
            var tokens = tokens(client, authentication, right);

            assertGranted(tokens.getBearerAccessToken());
            assertThat(works(tokens)).isTrue();
            assertThat(validate(tokens.getBearerAccessToken()).getStringClaim("client_id"))
                    .isEqualTo(client.getValue());
            var refreshed = tokens(client, authentication, new RefreshTokenGrant(tokens.getRefreshToken()));
            assertThat(works(refreshed)).isTrue();
            var wrong = new ResourceOwnerPasswordCredentialsGrant("jane", new Secret("wrong"));
            assertThat(error(client, authentication, wrong)).isEqualTo(OAuth2Error.INVALID_GRANT);
        }

        @Test
        void wrongSecretIsInvalidClient() throws Exception {
            var client = new ClientID(confidentialClient.clientId());
            var wrong = new Secret("wrong");

            for (var authentication :
                    List.of(new ClientSecretBasic(client, wrong), new ClientSecretPost(client, wrong))) {
                var failure = error(client, authentication, new ClientCredentialsGrant());
                assertThat(failure).isEqualTo(OAuth2Error.INVALID_CLIENT);
                assertThat(failure.getHTTPStatusCode()).isEqualTo(401);
            }
        }

        private static AuthorizationServerMetadata discover() {
            try {
                return AuthorizationServerMetadata.resolve(new Issuer(gate.issuer()));
            } catch (Exception refused) {
                throw new AssertionError(refused);
            }
        }

        private AuthorizationRequest.Builder request(ResponseType type, ClientID client) {
            return new AuthorizationRequest.Builder(type, client)
                    .endpointURI(metadata.getAuthorizationEndpointURI())
                    .redirectionURI(REDIRECT_URI)
                    .scope(SCOPE)
                    .state(new State());
        }

        private AuthorizationRequest codeRequest(ClientID client, CodeVerifier verifier) {
            return request(ResponseType.CODE, client)
                    .codeChallenge(verifier, CodeChallengeMethod.S256)
                    .build();
        }

        /**
         * Returns the authorization response after the user's decision, and checks its redirect URI, state and issuer.
         */
        private AuthorizationResponse authorize(
                AuthorizationRequest request, BiFunction<Browser, Answer, Answer> decision) throws Exception {
            var browser = gate.browser();
            var url = request.toURI();
            var signIn = browser.follow(browser.get(url.getRawPath() + "?" + url.getRawQuery()));
            var redirect = decision.apply(browser, browser.signIn(signIn, "jane", "jane-demo"));
            var answer = AuthorizationResponse.parse(redirect.location());
            assertThat(answer.getRedirectionURI()).isEqualTo(REDIRECT_URI);
            assertThat(answer.getState()).isEqualTo(request.getState());
            assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
            assertThat(answer.getIssuer()).isEqualTo(metadata.getIssuer());
            return answer;
        }

        private TokenResponse ask(ClientID client, ClientAuthentication authentication, AuthorizationGrant grant)
                throws Exception {
            var endpoint = metadata.getTokenEndpointURI();
            var request = authentication == null
                    ? new TokenRequest.Builder(endpoint, client, grant)
                    : new TokenRequest.Builder(endpoint, authentication, grant);
            if (!(grant instanceof AuthorizationCodeGrant)) {
                request.scope(SCOPE);
            }
            return TokenResponse.parse(request.build().toHTTPRequest().send());
        }

        private Tokens tokens(ClientID client, ClientAuthentication authentication, AuthorizationGrant grant)
                throws Exception {
            var answer = ask(client, authentication, grant);
            assertThat(answer.indicatesSuccess())
                    .as(() -> answer.toErrorResponse().toJSONObject().toString())
                    .isTrue();
            return answer.toSuccessResponse().getTokens();
        }

        private ErrorObject error(ClientID client, ClientAuthentication authentication, AuthorizationGrant grant)
                throws Exception {
            return ask(client, authentication, grant).toErrorResponse().getErrorObject();
        }

        private TokenIntrospectionSuccessResponse introspect(
                ClientAuthentication authentication, BearerAccessToken token) throws Exception {
            var request = new TokenIntrospectionRequest(metadata.getIntrospectionEndpointURI(), authentication, token);
            return TokenIntrospectionResponse.parse(request.toHTTPRequest().send())
                    .toSuccessResponse();
        }

        private void revoke(ClientID client, ClientAuthentication authentication, Token token) throws Exception {
            var endpoint = metadata.getRevocationEndpointURI();
            var request = authentication == null
                    ? new TokenRevocationRequest(endpoint, client, token)
                    : new TokenRevocationRequest(endpoint, authentication, token);
            request.toHTTPRequest().send().ensureStatusCode(200);
        }

        private static void assertGranted(BearerAccessToken token) {
            assertThat(token.getScope()).isEqualTo(SCOPE);
            // The library counts from the response, which a busy machine may send a second or more after the token's
            // start
            assertThat(token.getLifetime()).isBetween(3590L, 3600L);
        }

        private static boolean works(Tokens tokens) throws Exception {
            var call = new HTTPRequest(HTTPRequest.Method.GET, URI.create(gate.issuer() + Gate.CUSTOMERS));
            call.setAuthorization(tokens.getBearerAccessToken().toAuthorizationHeader());
            var status = call.send().getStatusCode();
            assertThat(status).isIn(200, 401);
            return status == 200;
        }

        /** Validates a token as an independent resource server does, with the published keys only (RFC 9068 §4). */
        private JWTClaimsSet validate(BearerAccessToken token) throws Exception {
            var retriever = new DefaultResourceRetriever(5000, 5000, 0, true, tls.getSocketFactory());
            var keys = JWKSourceBuilder.<SecurityContext>create(
                            metadata.getJWKSetURI().toURL(), retriever)
                    .build();
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
            processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                    gate.issuer(),
                    new JWTClaimsSet.Builder().issuer(gate.issuer()).build(),
                    Set.of("sub", "client_id", "scope", "jti", "iat", "exp")));
            return processor.process(token.getValue(), null);
        }
    }
}
