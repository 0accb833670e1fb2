package dev.gatehouse.platform;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an HTTP/1.x request must be so that every server reads it alike: how long its body is
 * (RFC 9112 §6), which host it is for (§3.2), and that it asks for no tunnel or echo.
 */
final class RequestHead {
    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(?:[/?].*)?");

    private RequestHead() {}

    /** How many fields of these names came. */
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

    /** Why it is refused; null when it is not. */
    static @Nullable String fault(HttpRequest request, Counts counts) {
        if (request.method().equals(HttpMethod.CONNECT) || request.method().equals(HttpMethod.TRACE)) {
            return "no proxy is here";
        }
        var fault = ofBody(request, counts);
        return fault == null ? ofHost(request, counts) : fault;
    }

    private static @Nullable String ofBody(HttpRequest request, Counts counts) {
        if (counts.contentLengths() > 1) {
            return "the length is given more than once";
        }
        if (counts.transferEncodings() == 0) {
            return null;
        }
        if (counts.contentLengths() > 0) {
            return "the length is given in two ways";
        }
        var encoding = request.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
        return counts.transferEncodings() == 1
                        && "chunked".equalsIgnoreCase(encoding)
                        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                ? null
                : "the transfer encoding is not chunked and nothing else";
    }

    private static @Nullable String ofHost(HttpRequest request, Counts counts) {
        var host = request.headers().get(HttpHeaderNames.HOST);
        if (counts.hosts() > 1) {
            return "there is more than one host";
        }
        if (host == null) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? ofTarget(request.uri(), null)
                    : "there is no host";
        }
        return AUTHORITY.matcher(host).matches() ? ofTarget(request.uri(), host) : "the host is not one";
    }

    private static @Nullable String ofTarget(String target, @Nullable String host) {
        if (target.startsWith("/") || target.equals("*")) {
            return null;
        }
        var absolute = ABSOLUTE.matcher(target);
        return absolute.matches() && absolute.group(1).equalsIgnoreCase(host)
                ? null
                : "the target is neither a path nor a URL of the host";
    }

    /** The only protocol to which a connection can be upgraded is WebSocket; HTTP/2 is for those who begin with it. */
    static void ignoreOtherProtocols(HttpRequest request) {
        var protocol = request.headers().get(HttpHeaderNames.UPGRADE);
        if (protocol != null && !protocol.toLowerCase(Locale.ROOT).equals("websocket")) {
            request.headers().remove(HttpHeaderNames.UPGRADE);
            request.headers().remove("HTTP2-Settings");
        }
    }
}
