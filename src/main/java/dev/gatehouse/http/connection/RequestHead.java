// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.http.HttpMethods;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the head of an HTTP/1.x request, so that all servers interpret the request in the same way: the length
 * of the body (RFC 9112 §6), the host (§3.2) and a known method.
 */
final class RequestHead {
    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(?:[/?].*)?");

    private RequestHead() {}

    /** The number of header fields with these names. */
    record Counts(int contentLengths, int transferEncodings, int hosts) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts withContentLength() {
            return new Counts(contentLengths + 1, transferEncodings, hosts);
        }

        Counts withTransferEncoding() {
            return new Counts(contentLengths, transferEncodings + 1, hosts);
        }

        Counts withHost() {
            return new Counts(contentLengths, transferEncodings, hosts + 1);
        }
    }

    /** Returns the reason for rejecting the request, or null if the request is valid. */
    static @Nullable RejectedRequest fault(HttpRequest request, Counts counts) {
        if (!HttpMethods.isKnown(request.method().name())) {
            return RejectedRequest.unknownMethod();
        }
        var ofBody = ofBody(request, counts);
        var fault = ofBody == null ? ofHost(request, counts) : ofBody;
        return fault == null ? null : RejectedRequest.malformed(fault);
    }

    static boolean isAuthority(String host) {
        return AUTHORITY.matcher(host).matches();
    }

    private static @Nullable String ofBody(HttpRequest request, Counts counts) {
        if (counts.contentLengths() > 1) {
            return "Content-Length is given more than once.";
        }
        if (counts.transferEncodings() == 0) {
            return null;
        }
        if (counts.contentLengths() > 0) {
            return "Content-Length and Transfer-Encoding exclude each other.";
        }
        var encoding = request.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
        return counts.transferEncodings() == 1
                        && "chunked".equalsIgnoreCase(encoding)
                        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                ? null
                : "Transfer-Encoding must be chunked.";
    }

    private static @Nullable String ofHost(HttpRequest request, Counts counts) {
        var host = request.headers().get(HttpHeaderNames.HOST);
        if (counts.hosts() > 1) {
            return "Host is given more than once.";
        }
        if (host == null) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? ofTarget(request.uri(), null)
                    : "The request names no host.";
        }
        return isAuthority(host) ? ofTarget(request.uri(), host) : "Host is invalid.";
    }

    private static @Nullable String ofTarget(String target, @Nullable String host) {
        if (target.startsWith("/") || target.equals("*")) {
            return null;
        }
        var absolute = ABSOLUTE.matcher(target);
        return absolute.matches() && absolute.group(1).equalsIgnoreCase(host)
                ? null
                : "The request target must be a path or a URL of the host.";
    }

    /** Removes upgrades other than WebSocket. Clients of HTTP/2 start with HTTP/2 instead of an upgrade. */
    static void ignoreOtherProtocols(HttpRequest request) {
        var protocols = request.headers().getAll(HttpHeaderNames.UPGRADE);
        if (!protocols.isEmpty()
                && !(protocols.size() == 1 && protocols.getFirst().equalsIgnoreCase("websocket"))) {
            request.headers().remove(HttpHeaderNames.UPGRADE);
            request.headers().remove("HTTP2-Settings");
        }
    }
}
