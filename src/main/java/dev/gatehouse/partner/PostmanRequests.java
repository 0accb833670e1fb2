// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.partner.PostmanCollection.Auth;
import dev.gatehouse.partner.PostmanCollection.Behaviour;
import dev.gatehouse.partner.PostmanCollection.Body;
import dev.gatehouse.partner.PostmanCollection.Call;
import dev.gatehouse.partner.PostmanCollection.Event;
import dev.gatehouse.partner.PostmanCollection.Field;
import dev.gatehouse.partner.PostmanCollection.Folder;
import dev.gatehouse.partner.PostmanCollection.Request;
import dev.gatehouse.partner.PostmanCollection.Script;
import dev.gatehouse.partner.PostmanCollection.Setting;
import dev.gatehouse.partner.PostmanCollection.Url;
import io.quarkus.qute.TemplateInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of a client's collection. Scripts contain no user input: they are the same for all clients. */
final class PostmanRequests {
    private static final String BASE = "{{baseUrl}}";
    private static final Auth NO_AUTH = new Auth("noauth", null, null);
    private static final Auth CLIENT_AUTH = new Auth(
            "basic", null, List.of(Setting.of("username", "{{clientId}}"), Setting.of("password", "{{clientSecret}}")));
    private static final String TEXT = "text/javascript";

    private final PartnerKit kit;

    PostmanRequests(PartnerKit kit) {
        this.kit = kit;
    }

    /** Returns the requests that get a token by one grant, without Postman's own authorization. */
    List<Call> tokenRequests(GrantType grant) {
        return switch (grant) {
            case AUTHORIZATION_CODE -> List.of(askForACode(), exchangeTheCode());
            case CLIENT_CREDENTIALS ->
                List.of(backChannel(
                        "Get a token: client credentials",
                        Paths.TOKEN,
                        fields(Field.of("grant_type", grant.wireName()), scope(grant)),
                        PostmanScripts.keepTheTokens(),
                        "The client acts for itself; nobody signs in."));
            case PASSWORD ->
                List.of(backChannel(
                        "Get a token: password",
                        Paths.TOKEN,
                        fields(
                                Field.of("grant_type", grant.wireName()),
                                Field.of("username", "{{username}}"),
                                Field.of("password", "{{password}}"),
                                scope(grant)),
                        PostmanScripts.keepTheTokens(),
                        "Put the person's user name and password into the environment first."));
            case IMPLICIT -> List.of(askForAToken());
            case REFRESH_TOKEN -> List.of(refresh());
        };
    }

    Call introspect() {
        return backChannel(
                "Introspect",
                Paths.INTROSPECT,
                fields(Field.of("token", "{{accessToken}}")),
                PostmanScripts.tellWhetherActive(),
                "Whether the token is active, whose it is and what it may do (RFC 7662).");
    }

    Call revoke() {
        return backChannel(
                "Revoke",
                Paths.REVOKE,
                fields(Field.of("token", "{{accessToken}}")),
                PostmanScripts.tellWhetherRevoked(),
                "Ends the access token and its refresh token (RFC 7009). Calls are answered 401 from then on.");
    }

    /** Returns a call of a service, with the token of the collection. */
    Call service(ServiceCall call) {
        var path = call.path().stream()
                .map(segment -> switch (segment) {
                    case ServiceCall.Segment.Literal(var text) -> text;
                    case ServiceCall.Segment.Variable(var name) -> ":" + name;
                })
                .toList();
        var variables = call.variables().stream()
                .map(variable -> call.isSafe()
                        ? new Field(variable.name(), ServiceCall.SAMPLE, "Put your value here")
                        : new Field(variable.name(), "", "Put the id here"))
                .toList();
        var url = new Url(
                BASE + "/" + String.join("/", path), List.of(BASE), path, null, variables.isEmpty() ? null : variables);
        var json = call.hasBody() ? List.of(Field.of("Content-Type", "application/json")) : List.<Field>of();
        var body = call.hasBody() ? new Body("raw", null, "{}") : null;
        return new Call(
                call.name(),
                List.of(),
                null,
                new Request(call.method(), null, json, body, url, call.description()),
                List.of());
    }

    /** Returns the folder of requests that change data. They are skipped until the user allows changes. */
    static Folder changing(List<Folder> scopes) {
        return new Folder(
                "Change data",
                "These requests create, change or delete data (RFC 9110 §9.2.1). They are skipped until the variable"
                        + " changeData of the environment is yes and each path variable has a value: put in the ids that"
                        + " you mean.",
                List.of(event("prerequest", PostmanScripts.skipUnlessMeant())),
                List.copyOf(scopes));
    }

    private Call askForACode() {
        return frontChannel(
                "Authorization code, step 1: ask for a code",
                PostmanScripts.askForACode(),
                "Makes a code verifier (RFC 7636) and the address to open in a browser: send it, then open the link that"
                        + " Visualize shows. Sign in, grant access, and put the code from the address where the browser"
                        + " ends into the variable code of the environment.",
                Field.of("response_type", "code"),
                Field.of("client_id", "{{clientId}}"),
                Field.of("redirect_uri", "{{encodedCallbackUrl}}"),
                Field.of("scope", "{{encodedScope}}"),
                Field.of("state", "{{state}}"),
                Field.of("code_challenge", "{{codeChallenge}}"),
                Field.of("code_challenge_method", "S256"));
    }

    private Call askForAToken() {
        return frontChannel(
                "Implicit: ask for a token",
                PostmanScripts.askForAToken(),
                "Send it, then open the link that Visualize shows. Sign in, grant access, and put the access_token from"
                        + " the address where the browser ends into the variable accessToken of the environment.",
                Field.of("response_type", "token"),
                Field.of("client_id", "{{clientId}}"),
                Field.of("redirect_uri", "{{encodedCallbackUrl}}"),
                Field.of("scope", "{{encodedScope}}"),
                Field.of("state", "{{state}}"));
    }

    private Call exchangeTheCode() {
        return backChannel(
                "Authorization code, step 2: get a token",
                Paths.TOKEN,
                fields(
                        Field.of("grant_type", GrantType.AUTHORIZATION_CODE.wireName()),
                        Field.of("code", "{{code}}"),
                        Field.of("redirect_uri", "{{callbackUrl}}"),
                        Field.of("code_verifier", "{{codeVerifier}}")),
                PostmanScripts.keepTheTokens(),
                "Exchanges the variable code, which works once and for a short time only.");
    }

    private Call refresh() {
        return backChannel(
                "Refresh",
                Paths.TOKEN,
                fields(
                        Field.of("grant_type", GrantType.REFRESH_TOKEN.wireName()),
                        Field.of("refresh_token", "{{refreshToken}}")),
                PostmanScripts.keepTheTokens(),
                "Gets another access token. The refresh token changes with it.");
    }

    /**
     * Returns the scope field of a grant. The environment's scope is that of the first grant; another grant may need
     * fewer scopes.
     */
    private @Nullable Field scope(GrantType grant) {
        var wanted = kit.scope(grant);
        var primary = kit.primaryGrant();
        if (wanted.isEmpty()) {
            return null;
        }
        return Field.of("scope", primary != null && wanted.equals(kit.scope(primary)) ? "{{scope}}" : wanted);
    }

    private List<Field> fields(@Nullable Field... fields) {
        var all = new ArrayList<Field>();
        Stream.of(fields).filter(field -> field != null).forEach(all::add);
        if (kit.client().isPublic()) {
            all.add(Field.of("client_id", "{{clientId}}"));
        }
        return List.copyOf(all);
    }

    private Call backChannel(String name, String path, List<Field> form, TemplateInstance test, String description) {
        var auth = kit.client().isPublic() ? NO_AUTH : CLIENT_AUTH;
        var request =
                new Request("POST", auth, List.of(), new Body("urlencoded", form, null), url(path, null), description);
        return new Call(name, List.of(event("test", test)), null, request, List.of());
    }

    private static Call frontChannel(String name, TemplateInstance before, String description, Field... query) {
        var url = url(Paths.AUTHORIZE, List.of(query));
        return new Call(
                name,
                List.of(event("prerequest", before), event("test", PostmanScripts.openInABrowser())),
                new Behaviour(false),
                new Request("GET", NO_AUTH, List.of(), null, url, description),
                List.of());
    }

    private static Event event(String listen, TemplateInstance script) {
        return new Event(listen, new Script(TEXT, script.render().lines().toList()));
    }

    private static Url url(String path, @Nullable List<Field> query) {
        var raw = BASE + path;
        if (query != null) {
            raw += "?"
                    + String.join(
                            "&",
                            query.stream()
                                    .map(field -> field.key() + "=" + field.value())
                                    .toList());
        }
        return new Url(raw, List.of(BASE), List.of(path.substring(1).split("/")), query, null);
    }
}
