// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.service.upstream.UpstreamUrl;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/** The target of a forwarded call: the upstream's address, and the authorized path with the query as sent. */
final class UpstreamTarget {
    private static final Pattern BEYOND_ASCII = Pattern.compile("[\\x80-\\xff]");

    private UpstreamTarget() {}

    static RequestOptions of(Allowed.ToService allowed, HttpServerRequest http) {
        var target = Objects.requireNonNull(allowed.route().upstream());
        var server = UpstreamUrl.web(target).orElseThrow();
        var port = server.effectivePort();
        var host = server.host();
        var address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new RequestOptions()
                .setMethod(http.method())
                .setSsl(server.isHttps())
                .setServer(SocketAddress.inetSocketAddress(port, address))
                .setHost(host)
                .setPort(port)
                .setURI(allowed.route().target(allowed.path(), rawQuery(http.uri())))
                .setConnectTimeout(Math.min(
                        Exchange.CONNECT_TIMEOUT_MS, allowed.route().timeout().toMillis()))
                .setFollowRedirects(false);
    }

    /** Returns the query as sent, with its question mark. Non-ASCII bytes, one per char, are percent-encoded. */
    private static String rawQuery(String uri) {
        var mark = uri.indexOf('?');
        return mark < 0
                ? ""
                : BEYOND_ASCII
                        .matcher(uri.substring(mark))
                        .replaceAll(found -> "%"
                                + HexFormat.of().withUpperCase().toHexDigits((byte)
                                        found.group().charAt(0)));
    }
}
