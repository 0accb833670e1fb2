// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.FieldNames;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Header fields that could make a server act on another method, URL or caller than the authorized ones. No caller can
 * set them. All names are plain ones (see {@link FieldNames#plain}), so that no spelling of a name makes a difference.
 */
final class RestrictedFields {
    /** Parts of names of fields that replace the method. New names of this kind keep appearing. */
    private static final List<String> OVERRIDE_PARTS =
            List.of("methodoverride", "overridemethod", "httpmethod", "urloverride", "urioverride", "hostoverride");

    /** Fields that replace the method or the URL, and CGI variables of the request line (RFC 3875 §4.1). */
    private static final Set<String> OVERRIDES = Set.of(
            "xoriginalmethod",
            "xoriginalurl",
            "xoriginaluri",
            "xoriginalpath",
            "xrewritemethod",
            "xrewriteurl",
            "xrewriteuri",
            "xrewritepath",
            "xforwardedmethod",
            "xforwardeduri",
            "xforwardedurl",
            "requestmethod",
            "requesturi",
            "pathinfo",
            "pathtranslated",
            "querystring",
            "scriptname",
            "scriptfilename",
            "xscriptname");

    /** Fields in which proxies name the caller, its address and its protocol, and other CGI variables. */
    private static final Set<String> IDENTITIES = Set.of(
            "proxy",
            "xhost",
            "xoriginalhost",
            "xscheme",
            "xurlscheme",
            "xproto",
            "frontendhttps",
            "https",
            "authtype",
            "gatewayinterface",
            "servername",
            "serverport",
            "serverprotocol",
            "clientip",
            "xclientip",
            "xrealip",
            "xoriginatingip",
            "xclusterclientip",
            "trueclientip",
            "fastlyclientip",
            "flyclientip",
            "cfipcountry",
            "cfvisitor",
            "proxyclientip");

    private static final List<String> IDENTITY_PREFIXES = List.of(
            "xgatehouse",
            "forwarded",
            "xforwarded",
            "xoriginalforwarded",
            "remoteuser",
            "remotegroup",
            "remotename",
            "remoteemail",
            "remoteaddr",
            "remotehost",
            "remoteident",
            "remoteip",
            "xremoteuser",
            "xremotegroup",
            "xremotename",
            "xremoteemail",
            "xremoteaddr",
            "xremotehost",
            "xremoteip",
            "ssl",
            "xssl",
            "clientcert",
            "xclientcert",
            "xarrclientcert",
            "xarrssl",
            "xamznmtls",
            "xamznoidc",
            "xazureclientip",
            "xazuresocketip",
            "xappengine",
            "xgoogauthenticated",
            "xgoogiap",
            "xmsclientprincipal",
            "xmstoken",
            "xauthrequest",
            "xauthenticated",
            "xauthentik",
            "xconsumer",
            "xcredential",
            "xanonymousconsumer",
            "xwebauth",
            "xproxyuser",
            "xenvoy",
            "tailscaleuser",
            "cfaccess",
            "cfconnecting",
            "wlproxy");

    private static final Pattern OWN = Pattern.compile("X-Gatehouse-[A-Z]+", Pattern.CASE_INSENSITIVE);

    private RestrictedFields() {}

    /** Returns whether a server may replace the method or the URL by a field of this plain name. */
    static boolean isOverride(String plain) {
        return OVERRIDES.contains(plain) || holdsOverride(plain);
    }

    /** Returns whether only Gatehouse may set a field of this plain name. */
    static boolean contains(String plain) {
        return IDENTITIES.contains(plain) || isOverride(plain) || hasPrefix(plain);
    }

    /** Returns whether a server may read a misspelled field as {@code Authorization} or as a field of Gatehouse. */
    static boolean isMisspelled(String name) {
        var plain = FieldNames.plain(name);
        return plain.startsWith("xgatehouse")
                ? !OWN.matcher(name).matches()
                : plain.equals("authorization") && !name.equalsIgnoreCase("Authorization");
    }

    private static boolean holdsOverride(String plain) {
        for (var part : OVERRIDE_PARTS) {
            if (plain.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPrefix(String plain) {
        for (var prefix : IDENTITY_PREFIXES) {
            if (plain.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
