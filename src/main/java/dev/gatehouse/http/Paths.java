package dev.gatehouse.http;

import java.util.Set;

/** The paths that more than one room has to know. */
public final class Paths {
    /** Everything that the gateway answers for, and the OAuth endpoints. */
    public static final String INTEGRATION = "/integration";

    public static final String OAUTH = "/integration/rest/oAuth";
    public static final String AUTHORIZE = OAUTH + "/authorize";
    public static final String TOKEN = OAUTH + "/getToken";
    public static final String INTROSPECT = OAUTH + "/introspect";
    public static final String REVOKE = OAUTH + "/revoke";

    /** Forward-auth: the decision about a call that somebody else forwards. */
    public static final String CHECK = OAUTH + "/check";

    public static final String JWKS = OAUTH + "/jwks";

    /** The media type of a set of keys (RFC 7517 §8.5.2). */
    public static final String JWK_SET = "application/jwk-set+json";

    private static final String WELL_KNOWN = "/.well-known/";
    public static final String AUTHORIZATION_SERVER_METADATA = "/.well-known/oauth-authorization-server";

    /** The same metadata where clients of OpenID Connect look (RFC 8414 §5). */
    public static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

    /** Followed by the path of a resource: what is known of that one (RFC 9728 §3.1). */
    public static final String PROTECTED_RESOURCE_METADATA = "/.well-known/oauth-protected-resource";

    /** Where the permissions page of a pending authorization request lives, and where sign-in returns to. */
    public static final String APPROVAL = "/approval";

    /** The tenant's logo. */
    public static final String LOGO = "/branding/logo";

    public static final String SIGN_IN = "/signin";
    public static final String SIGN_OUT = "/signout";

    /** Passkeys, for the scripts of our own pages. */
    public static final String PASSKEYS = "/passkeys";

    /** What scripts of our own pages call, where failures are problem details: all that is marked {@link OwnScripts}. */
    public static final Set<String> OWN_SCRIPTS = Set.of(PASSKEYS);

    /** The pages for administrators and auditors. */
    public static final String CONSOLE = "/console";

    /** The pages on which people see what of theirs is granted, and take it back. */
    public static final String MY_ACCESS = "/my-access";

    /** What people's browsers come to, where failures are pages: all that is marked {@link FrontChannel}, and all below these. */
    public static final Set<String> FRONT_CHANNEL =
            Set.of("/", AUTHORIZE, APPROVAL, SIGN_IN, SIGN_OUT, CONSOLE, MY_ACCESS);

    /** Where all versions of the admin API are. */
    public static final String ADMIN = "/admin/api";

    public static final String ADMIN_API = ADMIN + "/v1";

    /** Why a call is denied, or that it is not. */
    public static final String WHY_DENIED = ADMIN_API + "/why-denied";

    /** What an edit of any scope would do, as a URL pattern. */
    public static final String SCOPE_IMPACT = ADMIN_API + "/scopes/*/impact";

    /** Whether people's browsers come to a path, so that failures there are pages. */
    public static boolean isForPeople(String path) {
        return FRONT_CHANNEL.contains(path) || path.startsWith(CONSOLE + "/") || path.startsWith(MY_ACCESS + "/");
    }

    /** Whether the gateway forwards calls of a path when they are allowed. */
    public static boolean isForwarded(String path) {
        return path.startsWith(INTEGRATION + "/") && !path.startsWith(OAUTH + "/");
    }

    /** Whether programs ask an OAuth endpoint or one that describes them, where every answer is JSON. */
    static boolean isOfOAuth(String path) {
        return (path.startsWith(OAUTH + "/") && !path.equals(AUTHORIZE)) || path.startsWith(WELL_KNOWN);
    }

    private Paths() {}
}
