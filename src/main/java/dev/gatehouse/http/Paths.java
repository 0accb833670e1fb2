// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import java.util.Set;
import java.util.regex.Pattern;

/** The paths that several packages use. */
public final class Paths {
    /** The paths of the gateway and of the OAuth endpoints. */
    public static final String INTEGRATION = "/integration";

    public static final String OAUTH = "/integration/rest/oAuth";
    public static final String AUTHORIZE = OAUTH + "/authorize";
    public static final String TOKEN = OAUTH + "/getToken";
    public static final String INTROSPECT = OAUTH + "/introspect";
    public static final String REVOKE = OAUTH + "/revoke";

    /** The forward-auth endpoint, which decides about a call that another proxy forwards. */
    public static final String CHECK = OAUTH + "/check";

    public static final String JWKS = OAUTH + "/jwks";

    /** The media type of a JWK Set (RFC 7517 §8.5.2). */
    public static final String JWK_SET = "application/jwk-set+json";

    private static final String WELL_KNOWN = "/.well-known/";
    public static final String AUTHORIZATION_SERVER_METADATA = "/.well-known/oauth-authorization-server";

    /** The same metadata at the path that OpenID Connect clients request (RFC 8414 §5). */
    public static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

    /** The prefix of protected resource metadata, followed by the path of the resource (RFC 9728 §3.1). */
    public static final String PROTECTED_RESOURCE_METADATA = "/.well-known/oauth-protected-resource";

    /** The permissions page of a pending authorization request, to which the sign-in returns. */
    public static final String APPROVAL = "/approval";

    public static final String LOGO = "/branding/logo";

    public static final String SIGN_IN = "/signin";
    public static final String SIGN_OUT = "/signout";

    /** The page behind the link of an invitation, on which the invitee creates an account. */
    public static final String INVITATION = "/invitation";

    /** The page behind the link with which an operator enters the console of a tenant. */
    public static final String OPERATOR_ENTRY = "/operator-entry";

    public static final String OPERATOR_LEAVE = OPERATOR_ENTRY + "/leave";

    /** Passkey endpoints for scripts of Gatehouse pages. */
    public static final String PASSKEYS = "/passkeys";

    /** The paths of all resources marked {@link OwnScripts}, whose errors are problem details. */
    public static final Set<String> OWN_SCRIPTS = Set.of(PASSKEYS);

    /** The pages for administrators and auditors. */
    public static final String CONSOLE = "/console";

    /** The pages on which users see and revoke the access that they have granted. */
    public static final String MY_ACCESS = "/my-access";

    /** The paths of all resources marked {@link FrontChannel} and their subpaths, whose errors are pages. */
    public static final Set<String> FRONT_CHANNEL = Set.of(
            "/",
            AUTHORIZE,
            APPROVAL,
            SIGN_IN,
            SIGN_OUT,
            INVITATION,
            OPERATOR_ENTRY,
            OPERATOR_LEAVE,
            CONSOLE,
            MY_ACCESS);

    /** The prefix of all versions of the admin API. */
    public static final String ADMIN = "/admin/api";

    public static final String ADMIN_API = ADMIN + "/v1";

    /** The API of the operator, who manages the tenants. */
    public static final String OPERATOR_API = "/operator/v1";

    /** Explains why a call is denied or allowed. */
    public static final String WHY_DENIED = ADMIN_API + "/why-denied";

    /** The URL pattern of the impact analysis of a scope change. */
    public static final String SCOPE_IMPACT = ADMIN_API + "/scopes/*/impact";

    private static final Pattern SLASHES = Pattern.compile("/+");

    /** Returns whether browsers of users request the path, so that errors are pages. */
    public static boolean isForPeople(String path) {
        return FRONT_CHANNEL.contains(path) || path.startsWith(CONSOLE + "/") || path.startsWith(MY_ACCESS + "/");
    }

    /** Returns whether the path belongs to an API of administrators or of the operator. */
    public static boolean isForAdministration(String path) {
        return isBelow(ADMIN, path) || isBelow(OPERATOR_API, path);
    }

    /** Returns a path of users without the page below its section: {@code /console} for all pages of the console. */
    public static String section(String path) {
        return path.startsWith(CONSOLE + "/") ? CONSOLE : path.startsWith(MY_ACCESS + "/") ? MY_ACCESS : path;
    }

    /** Returns a path without doubled slashes and without a trailing slash. */
    public static String plain(String path) {
        var plain = SLASHES.matcher(path).replaceAll("/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Returns whether the gateway forwards allowed calls to the path. */
    public static boolean isForwarded(String path) {
        return path.startsWith(INTEGRATION + "/") && !path.startsWith(OAUTH + "/");
    }

    /** Returns whether the path is an OAuth or metadata endpoint for clients, where every response is JSON. */
    static boolean isOfOAuth(String path) {
        return (path.startsWith(OAUTH + "/") && !path.equals(AUTHORIZE)) || path.startsWith(WELL_KNOWN);
    }

    private static boolean isBelow(String root, String path) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    private Paths() {}
}
