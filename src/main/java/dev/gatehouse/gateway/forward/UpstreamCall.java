// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.adminapi.FieldNames;
import dev.gatehouse.http.connection.ConnectionFault;
import dev.gatehouse.service.upstream.UpstreamCredentials;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of one call at its upstream, from its admission until {@link #release}. Opens the connection, adds
 * Gatehouse's credentials to the request, and records the result for other calls. Used on the caller's event loop only.
 */
final class UpstreamCall {
    private enum Place {
        CALL,
        STREAM,
        RELEASED
    }

    private final LiveUpstream upstream;
    private final Bulkhead.Holder holder;
    private final boolean probe;
    private Place place = Place.CALL;
    private boolean decided;
    private @Nullable UpstreamToken token;

    UpstreamCall(LiveUpstream upstream, Bulkhead.Holder holder, boolean probe) {
        this.upstream = upstream;
        this.holder = holder;
        this.probe = probe;
    }

    /** Returns an unsent request on a connection to the upstream, after fetching a token if the upstream needs one. */
    Future<HttpClientRequest> request(RequestOptions options, Context context) {
        if (upstream.server().credentials() instanceof UpstreamCredentials.Unreadable) {
            return Future.failedFuture(new UpstreamToken.Failure(UpstreamTokenDetails.unreadable()));
        }
        var tokens = upstream.tokens();
        if (tokens == null) {
            return connect(options);
        }
        return tokens.get(context).compose(got -> {
            token = got;
            return connect(options);
        });
    }

    /** Returns an unsent request without a token, for a preflight. */
    Future<HttpClientRequest> requestWithoutToken(RequestOptions options) {
        return connect(options);
    }

    private Future<HttpClientRequest> connect(RequestOptions options) {
        return upstream.client().request(options).onFailure(failure -> unreachable(ConnectionFault.words(failure)));
    }

    /** Adds Gatehouse's credentials to the request, and replaces any field of the caller with the same name. */
    void authenticate(HttpClientRequest request) {
        switch (upstream.server().credentials()) {
            case UpstreamCredentials.None _, UpstreamCredentials.Unreadable _ -> {}
            case UpstreamCredentials.Header(var name, var value) -> {
                request.headers().names().stream()
                        .filter(sent -> FieldNames.areAlike(sent, name))
                        .toList()
                        .forEach(request.headers()::remove);
                request.putHeader(name, value);
            }
            case UpstreamCredentials.ClientCredentials _ ->
                request.putHeader(
                        "Authorization",
                        "Bearer " + Objects.requireNonNull(token).value());
        }
    }

    /**
     * Records that the upstream rejected its token, which is not used again.
     *
     * @return whether the next attempt would use another token
     */
    boolean refusedItsToken(HttpClientResponse answer) {
        var tokens = upstream.tokens();
        return answer.statusCode() == 401 && tokens != null && token != null && tokens.refused(token);
    }

    /** Handles the head of an answer. An endless stream does not count as a call from now on. */
    void answered(HttpClientResponse answer) {
        decided = true;
        upstream.answered();
        if (place == Place.CALL && isStream(answer) && upstream.bulkhead().acquireStream(holder)) {
            place = Place.STREAM;
        }
    }

    private static boolean isStream(HttpClientResponse answer) {
        var type = answer.getHeader("Content-Type");
        return answer.statusCode() == 101
                || (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"));
    }

    /** Returns whether to report a slow caller of this upstream now. */
    boolean isSlowCallerReportDue() {
        return upstream.slowCallers().isDue();
    }

    /** Records that the upstream did not answer in time. */
    void timedOut() {
        unreachable("no answer in time");
    }

    private void unreachable(String why) {
        decided = true;
        upstream.unreachable(probe, why);
    }

    /** Releases the place. Further calls have no effect. */
    void release() {
        switch (place) {
            case CALL -> upstream.bulkhead().release(holder);
            case STREAM -> upstream.bulkhead().releaseStream(holder);
            case RELEASED -> {
                return;
            }
        }
        place = Place.RELEASED;
        if (probe && !decided) {
            upstream.abandonProbe();
        }
        upstream.release();
    }
}
