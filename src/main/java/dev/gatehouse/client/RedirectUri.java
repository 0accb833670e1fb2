// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.platform.AbsoluteUrl;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of redirect URIs: registration, and matching of requested with registered URIs (RFC 6749 §3.1.2, RFC 8252
 * §7, §8.3, RFC 9700 §2.1). Scheme and host are not case-sensitive (RFC 3986 §6.2.2.1). Unlike other URLs, a redirect
 * URI may have a private-use scheme without a host.
 */
public final class RedirectUri {
    /** Schemes that browsers or operating systems handle themselves, so no app may register them. */
    private static final Set<String> TAKEN_SCHEMES =
            Set.of(("about blob callto chrome chrome-extension content data edge facetime feed file "
                            + "filesystem ftp ftps geo gopher hcp intent jar javascript ldap ldaps livescript "
                            + "mailto mhtml mk mocha moz-extension news nfs nntp resource rtsp search-ms sftp "
                            + "shell sip sips skype smb sms ssh tel telnet urn vbscript view-source vnc wais "
                            + "webcal ws wss wyciwyg xmpp")
                    .split(" "));

    private static final Pattern PARTS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?)(.*)", Pattern.DOTALL);
    private static final Pattern LOOPBACK =
            Pattern.compile("http://(127\\.0\\.0\\.1|\\[::1]|localhost)(:[0-9]{1,5})?([/?].*)?");

    private RedirectUri() {}

    private static boolean isTaken(String scheme) {
        return TAKEN_SCHEMES.contains(scheme) || scheme.startsWith("ms-") || scheme.startsWith("microsoft-");
    }

    /** Returns the error of a URI to register, or empty if the URI is valid. */
    public static Optional<ErrorText> problem(String text) {
        try {
            var uri = new URI(text);
            if (!uri.isAbsolute() || (uri.isOpaque() && uri.getScheme().indexOf('.') < 0)) {
                return Optional.of(ClientErrors.redirectUriNotAbsolute());
            }
            if (text.indexOf('#') >= 0) {
                return Optional.of(ClientErrors.redirectUriFragment());
            }
            if (uri.getRawUserInfo() != null) {
                return Optional.of(ClientErrors.redirectUriUser());
            }
            var url = AbsoluteUrl.of(uri);
            if (!url.map(AbsoluteUrl::hasValidPort).orElse(true)) {
                return Optional.of(CommonErrors.urlPort());
            }
            if (url.map(AbsoluteUrl::hasZone).orElse(false)) {
                return Optional.of(CommonErrors.urlZone());
            }
            var scheme = lowerCase(uri.getScheme());
            return switch (scheme) {
                case "https" -> url.isEmpty() ? Optional.of(ClientErrors.redirectUriHost()) : Optional.empty();
                case "http" ->
                    url.filter(AbsoluteUrl::isNamedLoopback).isPresent()
                            ? Optional.empty()
                            : Optional.of(CommonErrors.httpsRequired());
                default -> isTaken(scheme) ? Optional.of(ClientErrors.redirectUriScheme()) : Optional.empty();
            };
        } catch (URISyntaxException e) {
            return Optional.of(ClientErrors.redirectUriMalformed());
        }
    }

    /**
     * Returns whether a requested URI matches a registered one exactly, except for the case of scheme and host and the
     * port of a loopback address.
     */
    static boolean matches(String registered, String requested) {
        if (registered.equals(requested)) {
            return true;
        }
        var ours = canonical(registered);
        var theirs = canonical(requested);
        return (ours.equals(theirs) || sameButPort(LOOPBACK.matcher(ours), LOOPBACK.matcher(theirs)))
                && isSound(requested);
    }

    /** Returns the URI with scheme and host in lower case. */
    public static String canonical(String uri) {
        var parts = PARTS.matcher(uri);
        return parts.matches() ? lowerCase(parts.group(1)) + parts.group(2) : uri;
    }

    /** Returns whether a URI uses {@code localhost}, which may resolve to another interface (RFC 8252 §8.3). */
    static boolean anyIsLocalhost(List<String> uris) {
        return uris.stream()
                .map(RedirectUri::canonical)
                .map(LOOPBACK::matcher)
                .anyMatch(uri -> uri.matches() && uri.group(1).equals("localhost"));
    }

    /** Returns whether a private-use scheme is not a reversed domain name (RFC 8252 §7.1). */
    static boolean anyHasAnUndottedScheme(List<String> uris) {
        return uris.stream()
                .map(uri -> canonical(uri).substring(0, uri.indexOf(':')))
                .anyMatch(scheme -> !scheme.equals("https") && !scheme.equals("http") && scheme.indexOf('.') < 0);
    }

    private static boolean sameButPort(Matcher one, Matcher other) {
        return one.matches()
                && other.matches()
                && one.group(1).equals(other.group(1))
                && rest(one).equals(rest(other));
    }

    private static String rest(Matcher uri) {
        return Optional.ofNullable(uri.group(3)).orElse("");
    }

    private static boolean isSound(String text) {
        try {
            return text.indexOf('#') < 0
                    && AbsoluteUrl.of(new URI(text))
                            .map(AbsoluteUrl::hasValidPort)
                            .orElse(true);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Converts ASCII letters only: another character whose lower case is an ASCII letter is a different host. */
    private static String lowerCase(String text) {
        var lower = new StringBuilder(text);
        for (var i = 0; i < lower.length(); i++) {
            var c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }
}
