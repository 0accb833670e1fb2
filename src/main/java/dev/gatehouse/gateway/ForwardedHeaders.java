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
 * Which header fields go along. The caller's credentials end here, Gatehouse's own cookies among them; who the caller is
 * goes to the upstream in fields that no caller can set.
 */
public final class ForwardedHeaders {
    /** What ends here or is set anew, by plain names; and what is {@link RestrictedFields restricted}. */
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

    /** Nobody vouches for a preflight, so of its fields only those reach the upstream that a browser sends with one. */
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

    /** Who calls, in the fields that say so; the names of another issuer only together with the issuer. */
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

    /** Whether a field of this plain name is not the caller's to send on. */
    static boolean isOurs(String plain) {
        return ENDING.contains(plain) || RestrictedFields.contains(plain);
    }

    /** In one field, as HTTP/1.1 has it; HTTP/2 callers may send several (RFC 9113 §8.2.3). */
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

    /** RFC 7239 §4 */
    private static String forwarded(HttpServerRequest http) {
        var address = Addresses.of(http);
        var node = address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
        var authority = http.authority();
        return "for=" + node + (authority == null ? "" : ";host=\"" + authority + "\"") + ";proto="
                + Transport.scheme(http);
    }
}
