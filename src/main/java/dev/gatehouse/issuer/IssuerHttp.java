// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.http.connection.ConnectionFault;
import dev.gatehouse.issuer.IssuerFault.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client for issuers. Redirects are not followed, a request takes at most {@value #WHOLE_MS} ms, an answer has
 * at most {@value #MAX_BYTES} bytes, and the concurrent calls to one issuer are limited, so that a slow issuer delays
 * no other.
 */
@ApplicationScoped
class IssuerHttp {
    static final long WHOLE_MS = 5_000;

    private static final int CONNECT_MS = 2_000;
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_HEADER_SIZE = 16 * 1024;
    private static final int CONNECTIONS_PER_ISSUER = 32;
    private static final int MAX_WAITING = 256;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClient client;

    IssuerHttp(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MS)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(MAX_HEADER_SIZE)
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_ISSUER));
    }

    /** Returns the body of a 200 response. */
    Future<String> get(URI url) {
        return exchange(url, options(url, HttpMethod.GET), null);
    }

    /** Returns the body of a 200 response to a form. */
    Future<String> post(URI url, String authorization, String form) {
        var options = options(url, HttpMethod.POST)
                .putHeader("Authorization", authorization)
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        return exchange(url, options, form);
    }

    private static RequestOptions options(URI url, HttpMethod method) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url.toString())
                .setConnectTimeout(CONNECT_MS)
                .setFollowRedirects(false)
                .putHeader("Accept", "application/json");
    }

    private Future<String> exchange(URI url, RequestOptions options, @Nullable String form) {
        Promise<String> done = Promise.promise();
        var timer = vertx.setTimer(
                WHOLE_MS, late -> done.tryFail(new IssuerFault(Kind.UNREACHABLE, IssuerErrors.noAnswer(url))));
        client.request(options)
                .compose(request -> {
                    done.future().onFailure(over -> request.reset());
                    return (form == null ? request.send() : request.send(form))
                            .compose(response -> read(url, response));
                })
                .onSuccess(done::tryComplete)
                .onFailure(failure -> done.tryFail(
                        failure instanceof IssuerFault
                                ? failure
                                : new IssuerFault(
                                        Kind.UNREACHABLE,
                                        IssuerErrors.unreachable(url, ConnectionFault.words(failure)))));
        return done.future().onComplete(over -> vertx.cancelTimer(timer));
    }

    private static Future<String> read(URI url, HttpClientResponse response) {
        Promise<String> body = Promise.promise();
        response.exceptionHandler(body::tryFail);
        if (response.statusCode() != OK) {
            var status = response.statusCode();
            var kind = switch (status) {
                case 401, 403 -> Kind.REFUSED;
                default -> status / 100 == 5 || status == 429 ? Kind.UNREACHABLE : Kind.UNUSABLE;
            };
            return Future.failedFuture(new IssuerFault(kind, IssuerErrors.status(url, status)));
        }
        var read = Buffer.buffer();
        response.handler(chunk -> {
            if (read.length() + chunk.length() > MAX_BYTES) {
                body.tryFail(IssuerFault.unusable(IssuerErrors.answerTooLarge(url, MAX_BYTES)));
            } else {
                read.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> body.tryComplete(read.toString()));
        return body.future();
    }
}
