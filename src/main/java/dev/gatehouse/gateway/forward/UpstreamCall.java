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
 * One call's place at its upstream, from its admission until {@link #release}. It opens the connection, shows the upstream what
 * lets Gatehouse in, and tells the others how the upstream did. Used on the caller's event loop only.
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

    /** A request on a connection to the upstream, of which nothing has been sent, with a token at hand if it needs one. */
    Future<HttpClientRequest> request(RequestOptions options, Context context) {
        if (upstream.server().credentials() instanceof UpstreamCredentials.Unreadable) {
            return Future.failedFuture(new UpstreamToken.Failure("its credentials were encrypted with another key"));
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

    /** The same for a request that nobody vouches for, which gets no token. */
    Future<HttpClientRequest> requestWithoutToken(RequestOptions options) {
        return connect(options);
    }

    private Future<HttpClientRequest> connect(RequestOptions options) {
        return upstream.client().request(options).onFailure(failure -> unreachable(ConnectionFault.words(failure)));
    }

    /** Puts into the request what lets Gatehouse in, in place of whatever the caller sent under that name. */
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
     * The upstream refused the token that was fetched for it, which is not used again.
     *
     * @return whether asking once more would be with another one
     */
    boolean refusedItsToken(HttpClientResponse answer) {
        var tokens = upstream.tokens();
        return answer.statusCode() == 401 && tokens != null && token != null && tokens.refused(token);
    }

    /** The head of an answer came; a stream that only ends when somebody leaves does not count as a call from now on. */
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

    /** Whether nobody has been told lately that a caller was too slow at this upstream. */
    boolean isSlowCallerReportDue() {
        return upstream.slowCallers().isDue();
    }

    /** The upstream did not answer in time. */
    void timedOut() {
        unreachable("no answer in time");
    }

    private void unreachable(String why) {
        decided = true;
        upstream.unreachable(probe, why);
    }

    /** Releases the place; doing so again changes nothing. */
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
