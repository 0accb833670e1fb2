// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.FieldNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields that follow an answer's body (RFC 9110 §6.5). They reach callers who take them: by HTTP/2, or by saying so
 * in HTTP/1.1. What frames, routes, authenticates or describes a message has no meaning after it and is left out
 * (§6.5.1). Trailers of a request end here: the server does not tell them.
 */
public final class Trailers {
    private static final Set<String> NEVER = Set.of(
            "authorization",
            "cachecontrol",
            "contentencoding",
            "contentlength",
            "contentrange",
            "contenttype",
            "expect",
            "host",
            "location",
            "setcookie",
            "vary",
            "wwwauthenticate");

    private Trailers() {}

    /** Whether this caller takes trailers. */
    public static boolean areTakenBy(HttpServerRequest http) {
        return needNoChunks(http) || (http.version() == HttpVersion.HTTP_1_1 && areAskedFor(http));
    }

    /** HTTP/1.1 has room for trailers in chunked bodies only. */
    public static boolean needNoChunks(HttpServerRequest http) {
        return http.version() == HttpVersion.HTTP_2;
    }

    /** Whether the caller said {@code TE: trailers}, which is then said to the upstream too. */
    static boolean areAskedFor(HttpServerRequest http) {
        return http.headers().getAll("TE").stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .anyMatch(coding -> coding.strip().equalsIgnoreCase("trailers"));
    }

    /** Tells the caller which ones the upstream has announced. */
    public static void announce(HttpClientResponse answer, HttpServerResponse response) {
        var hopByHop = HopByHop.in(answer.headers());
        var names = answer.headers().getAll("Trailer").stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && mayPass(name, hopByHop))
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            response.putHeader("Trailer", names);
        }
    }

    public static void pass(HttpClientResponse answer, HttpServerResponse response) {
        MultiMap trailers = answer.trailers();
        if (trailers.isEmpty()) {
            return;
        }
        var hopByHop = HopByHop.in(answer.headers());
        trailers.forEach((name, value) -> {
            if (mayPass(name, hopByHop)) {
                response.trailers().add(name, value);
            }
        });
    }

    private static boolean mayPass(String name, Set<String> hopByHop) {
        var plain = FieldNames.plain(name);
        return !NEVER.contains(plain) && !hopByHop.contains(plain) && !ForwardedHeaders.isOurs(plain);
    }
}
