// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.partner.PostmanCollection.Auth;
import dev.gatehouse.partner.PostmanCollection.Folder;
import dev.gatehouse.partner.PostmanCollection.Item;
import dev.gatehouse.partner.PostmanCollection.Setting;
import dev.gatehouse.partner.PostmanEnvironment.Value;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.ErrorText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The Postman collection and environment of a client. The partner must only enter the secret, which Gatehouse does not
 * store. Every export is audited.
 */
@ApplicationScoped
public class PostmanExports {
    /** The redirect URI of Postman. */
    public static final String CALLBACK = PartnerKit.POSTMAN_CALLBACK;

    private static final String HOW = """
            Choose the environment of the same name. If the client has a secret, put it into clientSecret there.

            Either open the collection's Authorization tab, press Get New Access Token and then Use Token; or send one of \
            the requests in "Get a token", which puts the token into the environment. Then the requests in the other \
            folders, one for each scope, work.

            Requests that create, change or delete data are in the folder "Change data". They are skipped, also when the \
            whole collection is run, until changeData in the environment is yes and their path variables have values.""";

    private static final String CUT = "\n\nThere are more services than are listed here.";

    private final PartnerKits kits;
    private final CurrentTenant tenant;
    private final AuditLog audit;

    PostmanExports(PartnerKits kits, CurrentTenant tenant, AuditLog audit) {
        this.kits = kits;
        this.tenant = tenant;
        this.audit = audit;
    }

    /**
     * Exports the collection of a client.
     *
     * @param base the tenant's address, without a trailing slash
     * @throws dev.gatehouse.problem.ProblemException if the client does not exist
     */
    @Transactional
    PostmanExport<PostmanCollection> collection(String clientId, String base, String actor) {
        var kit = kits.of(clientId, base);
        var description = kit.client().description();
        var info = new PostmanCollection.Info(
                id("collection", clientId),
                title(kit),
                (description == null ? "" : description + "\n\n") + HOW + (kit.complete() ? "" : CUT),
                PostmanCollection.SCHEMA);
        exported(kit, actor, PartnerDetails.collection());
        return new PostmanExport<>(
                PostmanExport.safe(kit.client().name()) + ".postman_collection.json",
                new PostmanCollection(info, auth(kit), items(kit)));
    }

    /**
     * Exports the environment for the collection.
     *
     * @param base the tenant's address, without a trailing slash
     * @throws dev.gatehouse.problem.ProblemException if the client does not exist
     */
    @Transactional
    PostmanExport<PostmanEnvironment> environment(String clientId, String base, String actor) {
        var kit = kits.of(clientId, base);
        exported(kit, actor, PartnerDetails.environment());
        return new PostmanExport<>(
                PostmanExport.safe(kit.client().name()) + ".postman_environment.json",
                new PostmanEnvironment(id("environment", clientId), title(kit), values(kit), "environment"));
    }

    private static List<Item> items(PartnerKit kit) {
        var requests = new PostmanRequests(kit);
        var tokens = new ArrayList<Item>();
        kit.grants().forEach(grant -> tokens.addAll(requests.tokenRequests(grant)));
        if (kit.refreshes()) {
            tokens.addAll(requests.tokenRequests(GrantType.REFRESH_TOKEN));
        }
        var items = new ArrayList<Item>();
        items.add(Folder.of("Get a token", null, tokens));
        items.addAll(folders(kit, requests, true));
        var changing = folders(kit, requests, false);
        if (!changing.isEmpty()) {
            items.add(PostmanRequests.changing(changing));
        }
        items.add(Folder.of(
                "Check and revoke the token",
                null,
                kit.client().isPublic()
                        ? List.of(requests.revoke())
                        : List.of(requests.introspect(), requests.revoke())));
        return List.copyOf(items);
    }

    /** Returns a folder for each scope: with the calls that only read, or with all others. */
    private static List<Folder> folders(PartnerKit kit, PostmanRequests requests, boolean safe) {
        var folders = new ArrayList<Folder>();
        for (var covered : kit.scopes()) {
            var calls = covered.calls().stream()
                    .filter(call -> call.isSafe() == safe)
                    .map(requests::service)
                    .toList();
            if (!calls.isEmpty()) {
                folders.add(Folder.of(covered.scope().name(), covered.scope().description(), calls));
            }
        }
        return folders;
    }

    /**
     * Returns the authorization with the first grant. The token of the environment is used until Postman gets a token
     * itself.
     */
    private static Auth auth(PartnerKit kit) {
        var settings = new ArrayList<Setting>();
        var grant = kit.primaryGrant();
        if (grant != null) {
            grant(grant, settings);
            settings.add(Setting.of("clientId", "{{clientId}}"));
            settings.add(Setting.of("clientSecret", kit.client().isPublic() ? "" : "{{clientSecret}}"));
            settings.add(Setting.of("scope", "{{scope}}"));
            settings.add(Setting.of("client_authentication", kit.client().isPublic() ? "body" : "header"));
        }
        settings.add(Setting.of("tokenName", title(kit)));
        settings.add(Setting.of("accessToken", "{{accessToken}}"));
        settings.add(Setting.of("tokenType", "Bearer"));
        settings.add(Setting.of("addTokenTo", "header"));
        settings.add(Setting.of("headerPrefix", "Bearer"));
        return new Auth("oauth2", settings, null);
    }

    private static void grant(GrantType grant, List<Setting> settings) {
        var authorization = Setting.of("authUrl", "{{baseUrl}}" + Paths.AUTHORIZE);
        var token = Setting.of("accessTokenUrl", "{{baseUrl}}" + Paths.TOKEN);
        var callback = Setting.of("redirect_uri", "{{callbackUrl}}");
        var inPostman = Setting.of("useBrowser", false);
        settings.addAll(
                switch (grant) {
                    case AUTHORIZATION_CODE ->
                        List.of(
                                Setting.of("grant_type", "authorization_code_with_pkce"),
                                authorization,
                                token,
                                Setting.of("refreshTokenUrl", "{{baseUrl}}" + Paths.TOKEN),
                                callback,
                                inPostman,
                                Setting.of("challengeAlgorithm", "S256"));
                    case CLIENT_CREDENTIALS -> List.of(Setting.of("grant_type", "client_credentials"), token);
                    case PASSWORD ->
                        List.of(
                                Setting.of("grant_type", "password_credentials"),
                                token,
                                Setting.of("refreshTokenUrl", "{{baseUrl}}" + Paths.TOKEN),
                                Setting.of("username", "{{username}}"),
                                Setting.of("password", "{{password}}"));
                    case IMPLICIT -> List.of(Setting.of("grant_type", "implicit"), authorization, callback, inPostman);
                    case REFRESH_TOKEN -> throw new IllegalStateException("nobody begins with a refresh token");
                });
    }

    private static List<Value> values(PartnerKit kit) {
        var values = new ArrayList<Value>();
        values.add(Value.plain("baseUrl", kit.base()));
        values.add(Value.plain("clientId", kit.client().clientId()));
        if (!kit.client().isPublic()) {
            values.add(Value.secret(
                    "clientSecret",
                    "Shown once, when the client was registered or its secret regenerated; nobody can look it up. Ask"
                            + " the integration team for it, or for another one."));
        }
        var grant = kit.primaryGrant();
        values.add(Value.plain("scope", grant == null ? "" : kit.scope(grant)));
        if (kit.scopes().stream().anyMatch(scope -> scope.calls().stream().anyMatch(call -> !call.isSafe()))) {
            values.add(Value.plain("changeData", "no"));
        }
        kit.callback().ifPresent(uri -> values.add(Value.plain("callbackUrl", uri)));
        if (kit.allows(GrantType.PASSWORD)) {
            values.add(Value.secret("username", "Who signs in"));
            values.add(Value.secret("password", "Their password"));
        }
        if (kit.allows(GrantType.AUTHORIZATION_CODE)) {
            values.add(Value.secret("code", "From the address where the browser ended"));
            values.add(Value.secret("codeVerifier", "Made by step 1 of the authorization code"));
        }
        values.add(Value.secret("accessToken", "Filled in by the requests that get a token"));
        values.add(Value.secret("refreshToken", "Filled in by the requests that get a token"));
        return List.copyOf(values);
    }

    private void exported(PartnerKit kit, String actor, ErrorText what) {
        audit.record(AuditEvent.success(AuditAction.CLIENT_EXPORTED)
                .by(actor)
                .client(kit.client().clientId())
                .target(title(kit))
                .detail(what));
    }

    private static String title(PartnerKit kit) {
        return kit.client().name() + " " + kit.client().version();
    }

    /** Returns an ID that is the same in each export, so that a new import replaces the previous one. */
    private UUID id(String kind, String clientId) {
        return UUID.nameUUIDFromBytes((kind + " " + tenant.id() + " " + clientId).getBytes(StandardCharsets.UTF_8));
    }
}
