// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.SystemTime;
import dev.gatehouse.platform.TimeSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A sign-in with the user's browser: the authorization code grant with PKCE (RFC 7636) of the built-in public client, with
 * a loopback redirect (RFC 8252). Checks {@code state} and {@code iss} (RFC 9207) of the authorization response.
 */
public final class AuthorizationCodeFlow {
    /** The built-in client, whose redirect URI is {@code http://127.0.0.1/callback} on any port. */
    public static final String CLIENT_ID = "gatehouse-admin";

    private final HttpCalls http;
    private final ServerMetadata server;
    private final TimeSource time = new SystemTime();
    private final Secrets secrets = new Secrets(time);

    public AuthorizationCodeFlow(HttpCalls http, ServerMetadata server) {
        this.http = http;
        this.server = server;
    }

    /**
     * Signs the user in.
     *
     * @param scope the requested scopes, separated by spaces
     * @param browser gets the URL that the user must open
     * @param atMost how long the user may take
     * @throws Failure if the user does not grant access in time
     */
    public Profile.SignIn run(String scope, Consumer<String> browser, Duration atMost) {
        var state = secrets.next("");
        var verifier = secrets.next("");
        try (var redirect = LoopbackRedirect.listen(state)) {
            browser.accept(authorizationUrl(scope, state, verifier, redirect.uri()));
            var response = redirect.await(atMost)
                    .orElseThrow(() -> Failure.notSignedIn("Nobody has signed in within " + words(atMost) + "."));
            return exchange(code(response), verifier, redirect.uri());
        }
    }

    private String authorizationUrl(String scope, String state, String verifier, String redirectUri) {
        return server.authorizationEndpoint()
                + new Query()
                        .with("response_type", "code")
                        .with("client_id", CLIENT_ID)
                        .with("redirect_uri", redirectUri)
                        .with("scope", scope)
                        .with("state", state)
                        .with(
                                "code_challenge",
                                Secrets.base64(Sha256.of(verifier).bytes()))
                        .with("code_challenge_method", "S256")
                        .toString();
    }

    private String code(Map<String, String> response) {
        if (!server.issuer().equals(response.get("iss"))) {
            throw Failure.notSignedIn("The response is from another server than " + server.issuer()
                    + ", so the command does not use it.");
        }
        var code = response.get("code");
        if (code == null) {
            throw Failure.notSignedIn(
                    "The sign-in has failed.",
                    response.getOrDefault("error_description", response.getOrDefault("error", "No reason is given.")));
        }
        return code;
    }

    private Profile.SignIn exchange(String code, String verifier, String redirectUri) {
        var answer = form(
                http,
                server.tokenEndpoint(),
                new Query()
                        .with("grant_type", "authorization_code")
                        .with("client_id", CLIENT_ID)
                        .with("code", code)
                        .with("redirect_uri", redirectUri)
                        .with("code_verifier", verifier));
        var token = answer.text("access_token");
        if (!answer.isSuccess() || token.isEmpty()) {
            throw Failure.notSignedIn("The server does not issue a token: "
                    + (answer.text("error_description").isEmpty()
                            ? "status " + answer.status() + "."
                            : answer.text("error_description")));
        }
        JsonNode seconds = answer.json().path("expires_in");
        return new Profile.SignIn(
                token,
                answer.text("scope"),
                seconds.isIntegralNumber() ? time.now().plusSeconds(seconds.asInt()) : null);
    }

    /** Revokes a token of a sign-in (RFC 7009). */
    public static void revoke(HttpCalls http, ServerMetadata server, String token) {
        var answer = form(
                http,
                server.revocationEndpoint(),
                new Query().with("client_id", CLIENT_ID).with("token", token));
        if (!answer.isSuccess()) {
            throw Failure.refused("The server does not revoke the token: status " + answer.status() + ".");
        }
    }

    private static Answer form(HttpCalls http, URI endpoint, Query form) {
        return http.send(HttpRequest.newBuilder(endpoint)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.form())));
    }

    private static String words(Duration duration) {
        var seconds = duration.toSeconds();
        return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + " minutes" : seconds + " seconds";
    }
}
