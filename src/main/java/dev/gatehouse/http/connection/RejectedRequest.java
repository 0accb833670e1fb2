// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * A request that is rejected before routing: problem details (RFC 9457) for every path. All texts are constants
 * without parts of the request, so they need no escaping and have a bounded length.
 *
 * @param code the stable code of the error
 * @param detail the error as a sentence
 */
record RejectedRequest(int status, String code, String detail) {
    static RejectedRequest malformed(String detail) {
        return new RejectedRequest(400, CommonErrors.malformedRequest().code(), detail);
    }

    static RejectedRequest of(int status, ErrorText error) {
        return new RejectedRequest(status, error.code(), error.inEnglish());
    }

    /** RFC 9110 §9.1: a server answers an unknown method with 501. */
    static RejectedRequest unknownMethod() {
        return of(501, ConnectionErrors.unknownMethod(HttpMethods.KNOWN));
    }

    /** Returns the body of the response. */
    byte[] json() {
        return ("{\"type\":\"about:blank\",\"title\":\"" + title() + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\",\"code\":\"" + code + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Answers the request. An HTTP/1.1 connection is closed afterwards. */
    void answer(HttpServerRequest request) {
        var response = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store");
        if (request.version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close");
        }
        response.end(Buffer.buffer(json()));
    }

    /** Returns the complete HTTP/1.1 response, after which the connection is closed. */
    byte[] http1() {
        var body = json();
        var head = "HTTP/1.1 " + status + " " + title() + "\r\nContent-Type: " + Problem.MEDIA_TYPE
                + "\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 9110 §15 */
    private String title() {
        return status == 414
                ? "URI Too Long"
                : HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
