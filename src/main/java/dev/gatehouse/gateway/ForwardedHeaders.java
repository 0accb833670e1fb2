// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.adminapi.FieldNames;
import dev.gatehouse.http.BrowserCookies;
import dev.gatehouse.http.Transport;
import dev.gatehouse.platform.Addresses;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects the header fields that are forwarded. The caller's credentials and Gatehouse's own cookies are removed. The
 * upstream gets the caller's identity in fields that no caller can set.
 */
public final class ForwardedHeaders {
    /** The plain names of fields that are removed or replaced, besides the {@link RestrictedFields restricted} ones. */
    private static final Set<String> ENDING =
            Set.of("authorization", "host", "contentlength", "expect", "http2settings");

    private static final Set<String> OF_PREFLIGHTS = Set.of(
            "origin",
            "access-control-request-method",
            "access-control-request-headers",
            "access-control-request-private-network",
            "user-agent",
            "accept",
            "accept-language",
            "accept-encoding",
            "referer");

    private static final String COOKIE = "cookie";

    private ForwardedHeaders() {}

    /** Forwards only those fields of a preflight that browsers send, because a preflight has no token. */
    public static void ofPreflight(HttpServerRequest http, HttpClientRequest upstream) {
        var hopByHop = HopByHop.in(http.headers());
        http.headers().forEach((name, value) -> {
            if (OF_PREFLIGHTS.contains(name.toLowerCase(Locale.ROOT)) && !hopByHop.contains(FieldNames.plain(name))) {
                upstream.headers().add(name, value);
            }
        });
        upstream.putHeader("Forwarded", forwarded(http));
    }

    public static void toUpstream(HttpServerRequest http, Caller caller, HttpClientRequest upstream) {
        var hopByHop = HopByHop.in(http.headers());
        http.headers().forEach((name, value) -> {
            var plain = FieldNames.plain(name);
            if (!hopByHop.contains(plain) && !isOurs(plain) && !plain.equals(COOKIE)) {
                upstream.headers().add(name, value);
            }
        });
        if (!hopByHop.contains(COOKIE)) {
            addCookies(http.headers().getAll("Cookie"), upstream);
        }
        if (Trailers.areAskedFor(http)) {
            upstream.putHeader("TE", "trailers").putHeader("Connection", "TE");
        }
        var length = http.getHeader("Content-Length");
        if (length != null) {
            upstream.putHeader("Content-Length", length);
        }
        identity(caller).forEach(upstream::putHeader);
        upstream.putHeader("Forwarded", forwarded(http));
    }

    /** Returns the caller in the fields for its identity; the names of another issuer only together with the issuer. */
    static Map<String, String> identity(Caller caller) {
        var scopes = String.join(" ", new TreeSet<>(caller.scopes()));
        var external = caller.external();
        if (external != null) {
            return Map.of(
                    "X-Gatehouse-Issuer",
                    external.issuer(),
                    "X-Gatehouse-Client",
                    external.client(),
                    "X-Gatehouse-Subject",
                    external.subject(),
                    "X-Gatehouse-Scopes",
                    scopes);
        }
        return Map.of(
                "X-Gatehouse-Client",
                caller.client(),
                "X-Gatehouse-Subject",
                caller.account() == null ? caller.client() : caller.account().toString(),
                "X-Gatehouse-Scopes",
                scopes);
    }

    public static void toCaller(HttpClientResponse answer, HttpServerResponse response) {
        toCaller(answer.headers(), response.headers());
    }

    public static void toCaller(MultiMap answer, MultiMap response) {
        var hopByHop = HopByHop.in(answer);
        answer.forEach((name, value) -> {
            var plain = FieldNames.plain(name);
            if (!hopByHop.contains(plain) && !(plain.equals("setcookie") && BrowserCookies.isOwn(value))) {
                response.add(name, value);
            }
        });
    }

    /** Returns whether a field of this plain name is never forwarded from the caller. */
    static boolean isOurs(String plain) {
        return ENDING.contains(plain) || RestrictedFields.contains(plain);
    }

    /** Joins cookies in one field for HTTP/1.1; HTTP/2 callers may send several fields (RFC 9113 §8.2.3). */
    private static void addCookies(List<String> fields, HttpClientRequest upstream) {
        var others = fields.stream()
                .flatMap(field -> Stream.of(field.split(";", -1)))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty() && !BrowserCookies.isOwn(pair))
                .collect(Collectors.joining("; "));
        if (!others.isEmpty()) {
            upstream.headers().add("Cookie", others);
        }
    }

    /** Returns the field {@code Forwarded} (RFC 7239 §4). */
    private static String forwarded(HttpServerRequest http) {
        var address = Addresses.of(http);
        var node = address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
        var authority = http.authority();
        return "for=" + node + (authority == null ? "" : ";host=\"" + authority + "\"") + ";proto="
                + Transport.scheme(http);
    }
}
