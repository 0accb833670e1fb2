package dev.gatehouse.http.connection;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.problem.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * Why a request is refused before it is known what it is for: problem details (RFC 9457), whatever the path is. Both
 * texts are ours and say nothing of the request, so they need no escaping and have a bounded length.
 *
 * @param detail what is wrong, as a sentence
 */
record RefusedRequest(int status, String detail) {
    static RefusedRequest malformed(String detail) {
        return new RefusedRequest(400, detail);
    }

    /** RFC 9110 §9.1: a method that the server does not know is not implemented. */
    static RefusedRequest unknownMethod() {
        return new RefusedRequest(501, "Method must be one of " + String.join(", ", HttpMethods.KNOWN) + ".");
    }

    /** The body of the answer. */
    byte[] json() {
        return ("{\"type\":\"about:blank\",\"title\":\"" + title() + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Answers the request; with HTTP/1.1 the connection ends. */
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

    /** The whole answer in HTTP/1.1, with which the connection ends. */
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
