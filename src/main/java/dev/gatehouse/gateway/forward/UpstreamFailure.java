// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The failures of an upstream, and the answers to the caller (RFC 9110 §15.5.9, §15.6). */
enum UpstreamFailure {
    BAD_GATEWAY(502, "bad_gateway", "The service behind the gateway can't be reached, or broke off the connection."),
    INVALID_URL(502, "bad_gateway", "The upstream URL of the service is not valid."),
    NO_TOKEN(502, "bad_gateway", "The gateway can't authenticate to the service behind it."),
    DOWN(503, "service_unavailable", "The service behind the gateway does not answer at the moment."),
    FULL(503, "service_unavailable", "The service behind the gateway already has its maximum of concurrent calls."),
    SHARE_USED_UP(
            503,
            "service_unavailable",
            "The client already has its maximum of concurrent calls at the service behind the gateway."),
    SLOW_CALLER(408, "request_timeout", "The body of the call arrives too slowly."),
    GATEWAY_TIMEOUT(504, "gateway_timeout", "The service behind the gateway did not answer in time.");

    /** INTERNAL_ERROR (RFC 9113 §7). Without a code, the reset would have NO_ERROR. */
    private static final long HTTP_2_INTERNAL_ERROR = 2;

    private final int status;
    private final String error;
    private final String description;

    UpstreamFailure(int status, String error, String description) {
        this.status = status;
        this.error = error;
        this.description = description;
    }

    /** Ends an answer that has begun, so that the caller sees that the answer is incomplete. */
    static void breakOff(HttpServerResponse response) {
        response.reset(HTTP_2_INTERNAL_ERROR);
    }

    static UpstreamFailure of(Throwable failure) {
        return switch (failure) {
            case UpstreamToken.Failure _ -> NO_TOKEN;
            case ConnectTimeoutException _, TimeoutException _ -> GATEWAY_TIMEOUT;
            default -> BAD_GATEWAY;
        };
    }

    /** Answers the call with {@code Retry-After}, if no part of an answer was sent. */
    void tell(HttpServerResponse response, Duration retryAfter) {
        response.headers().clear();
        response.putHeader(
                "Retry-After",
                String.valueOf(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        answer(response);
    }

    /** Answers the call, if no part of an answer was sent. */
    void tell(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            response.headers().clear();
            answer(response);
        }
    }

    private void answer(HttpServerResponse response) {
        response.setChunked(false)
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("error", error)
                        .put("error_description", description)
                        .encode());
    }
}
