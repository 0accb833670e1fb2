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
 * The trailers of an answer (RFC 9110 §6.5). Callers get them with HTTP/2, or with {@code TE: trailers} in HTTP/1.1.
 * Fields for framing, routing, authentication or content are removed (§6.5.1). Trailers of a request are not forwarded,
 * because the HTTP server does not provide them.
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

    /** Returns whether the caller accepts trailers. */
    public static boolean areTakenBy(HttpServerRequest http) {
        return needNoChunks(http) || (http.version() == HttpVersion.HTTP_1_1 && areAskedFor(http));
    }

    /** Returns whether trailers work without chunks: HTTP/1.1 has trailers in chunked bodies only. */
    public static boolean needNoChunks(HttpServerRequest http) {
        return http.version() == HttpVersion.HTTP_2;
    }

    /** Returns whether the caller sent {@code TE: trailers}, which is then sent to the upstream too. */
    static boolean areAskedFor(HttpServerRequest http) {
        return http.headers().getAll("TE").stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .anyMatch(coding -> coding.strip().equalsIgnoreCase("trailers"));
    }

    /** Announces the trailers that the upstream has announced. */
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
