// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.http.connection.ConnectionFault;
import dev.gatehouse.oauth.BasicCredentials;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.service.upstream.UpstreamCredentials.ClientCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One client credentials request to an upstream's authorization server (RFC 6749 §4.4). The duration and the size of
 * the answer are limited. Redirects are not followed, so that the secret is sent to the configured URL only.
 */
final class UpstreamTokenRequest {
    private static final long TIMEOUT_MS = 10_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final ClientCredentials credentials;
    private final Instant askedAt;
    private final Promise<UpstreamToken> outcome = Promise.promise();
    private @Nullable HttpClientRequest request;

    private UpstreamTokenRequest(Vertx vertx, HttpClient client, ClientCredentials credentials, TimeSource time) {
        this.vertx = vertx;
        this.client = client;
        this.credentials = credentials;
        this.askedAt = time.now();
    }

    /** Sends the request. The future fails with an {@link UpstreamToken.Failure} only. */
    static Future<UpstreamToken> send(Vertx vertx, HttpClient client, ClientCredentials credentials, TimeSource time) {
        var fetch = new UpstreamTokenRequest(vertx, client, credentials, time);
        fetch.begin();
        return fetch.outcome.future();
    }

    private void begin() {
        var timer = vertx.setTimer(TIMEOUT_MS, expired -> fail(UpstreamTokenDetails.late()));
        outcome.future().onComplete(over -> {
            vertx.cancelTimer(timer);
            if (request != null && over.failed()) {
                var _ = request.reset();
            }
        });
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(credentials.tokenUrl().toString())
                        .setConnectTimeout(Exchange.CONNECT_TIMEOUT_MS)
                        .setFollowRedirects(false))
                .onSuccess(this::send)
                .onFailure(failure -> fail(UpstreamTokenDetails.unreachable(ConnectionFault.words(failure))));
    }

    private void send(HttpClientRequest opened) {
        request = opened;
        var form = form();
        opened.putHeader("Content-Type", "application/x-www-form-urlencoded").putHeader("Accept", "application/json");
        switch (credentials.authentication()) {
            case BASIC ->
                opened.putHeader(
                        "Authorization",
                        new BasicCredentials(credentials.clientId(), credentials.clientSecret()).header());
            case POST -> {
                form.put("client_id", credentials.clientId());
                form.put("client_secret", credentials.clientSecret());
            }
        }
        opened.response().onSuccess(this::receive).onFailure(this::brokeOff);
        opened.end(encoded(form)).onFailure(this::brokeOff);
    }

    private void receive(HttpClientResponse answer) {
        var body = Buffer.buffer();
        answer.exceptionHandler(this::brokeOff);
        answer.handler(chunk -> {
            if (body.length() + chunk.length() > UpstreamToken.MAX_ANSWER_BYTES) {
                fail(UpstreamTokenDetails.tooLarge(UpstreamToken.MAX_ANSWER_BYTES));
            } else {
                body.appendBuffer(chunk);
            }
        });
        answer.endHandler(ended -> {
            try {
                outcome.tryComplete(
                        UpstreamToken.read(answer.statusCode(), answer.getHeader("Content-Type"), body, askedAt));
            } catch (UpstreamToken.Failure noToken) {
                outcome.tryFail(noToken);
            }
        });
    }

    private void brokeOff(Throwable failure) {
        fail(UpstreamTokenDetails.brokeOff(String.valueOf(failure.getMessage())));
    }

    private void fail(ErrorText why) {
        outcome.tryFail(new UpstreamToken.Failure(why));
    }

    private Map<String, String> form() {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        put(form, "scope", credentials.scope());
        put(form, "resource", credentials.resource());
        put(form, "audience", credentials.audience());
        return form;
    }

    private static void put(Map<String, String> form, String name, @Nullable String value) {
        if (value != null) {
            form.put(name, value);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
