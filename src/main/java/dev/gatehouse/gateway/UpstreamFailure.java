package dev.gatehouse.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** What a caller is told when the upstream does not answer as it should (RFC 9110 §15.6). */
enum UpstreamFailure {
    BAD_GATEWAY(502, "bad_gateway", "the service behind the gateway cannot be reached or broke off"),
    GATEWAY_TIMEOUT(504, "gateway_timeout", "the service behind the gateway did not answer in time");

    /** RFC 9113 §7; without a code it would be NO_ERROR. */
    private static final long HTTP_2_INTERNAL_ERROR = 2;

    private final int status;
    private final String error;
    private final String description;

    UpstreamFailure(int status, String error, String description) {
        this.status = status;
        this.error = error;
        this.description = description;
    }

    /** Ends an answer that has begun so that nobody can take it for a whole one. */
    static void breakOff(HttpServerResponse response) {
        response.reset(HTTP_2_INTERNAL_ERROR);
    }

    /** Answers if that is still possible; a transfer that has begun is broken off visibly. */
    void tell(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            breakOff(response);
            return;
        }
        response.headers().clear();
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
