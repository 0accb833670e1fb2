// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.http.HttpMethods;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the head of an HTTP/2 request, so that the request has the same meaning in HTTP/1.1
 * (RFC 9113 §8.3, §10.3): a known method, one host, and header fields that HTTP/1.1 can carry.
 */
final class Http2Head {
    /** RFC 9113 §8.2.2 */
    private static final Set<String> NOT_IN_HTTP_2 =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
    private static final int DELETE = 0x7f;

    private Http2Head() {}

    /** Returns the reason for rejecting the request, or null if the request is valid. */
    static @Nullable RejectedRequest fault(Http2Headers head) {
        var method = head.method();
        if (method == null) {
            return RejectedRequest.malformed("The request has no method.");
        }
        if (!HttpMethods.isKnown(method.toString())) {
            return RejectedRequest.unknownMethod();
        }
        var fault = ofTarget(head);
        return fault == null ? ofFields(head) : RejectedRequest.malformed(fault);
    }

    private static @Nullable String ofTarget(Http2Headers head) {
        var scheme = String.valueOf(head.scheme());
        var path = String.valueOf(head.path());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "The scheme must be http or https.";
        }
        if (!path.startsWith("/") && !path.equals("*")) {
            return "The path must begin with a slash.";
        }
        var hosts = head.getAll("host");
        if (head.authority() == null && hosts.isEmpty()) {
            return "The request names no host.";
        }
        var authority = String.valueOf(head.authority() == null ? hosts.getFirst() : head.authority());
        return RequestHead.isAuthority(authority)
                        && hosts.stream().allMatch(host -> authority.equalsIgnoreCase(host.toString()))
                ? null
                : "The host is invalid, or there is more than one.";
    }

    private static @Nullable RejectedRequest ofFields(Http2Headers head) {
        for (var field : head) {
            var name = field.getKey().toString();
            if (name.startsWith(":") ? name.equals(":protocol") : !isField(name, field.getValue())) {
                return RejectedRequest.malformed("A header field can't be carried by HTTP/1.1.");
            }
        }
        return null;
    }

    /** RFC 9110 §5.1 and §5.5. HTTP/2 allows more characters (RFC 9113 §8.2.1). */
    private static boolean isField(String name, CharSequence value) {
        return NAME.matcher(name).matches()
                && !NOT_IN_HTTP_2.contains(name)
                && value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != DELETE && c <= 0xff));
    }
}
