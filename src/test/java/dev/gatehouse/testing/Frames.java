// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** HTTP/2 requests without TLS that an HTTP client library would refuse to send. */
public final class Frames {
    private Frames() {}

    /** Returns the status of the response to a GET with one more header field, which may be a pseudo-header field. */
    public static int statusOf(URI base, String path, String token, String name, String value)
            throws IOException, Http2Exception {
        return statusOf(base, path, token, Map.of(name, value));
    }

    /** Returns the status of the response to a GET with several more header fields. */
    public static int statusOf(URI base, String path, String token, Map<String, String> more)
            throws IOException, Http2Exception {
        var fields = Http2Wire.fields("GET", base, path);
        fields.put("authorization", "Bearer " + token);
        fields.putAll(more);
        try (var wire = Http2Wire.to(base, Map.of())) {
            wire.send(Http2Wire.request(1, fields));
            return wire.answer(1).status();
        }
    }
}
