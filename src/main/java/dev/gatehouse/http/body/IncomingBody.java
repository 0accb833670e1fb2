// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import dev.gatehouse.platform.Addresses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, read on the event loop into memory or into a file, so that no thread waits for the sender.
 * The body is limited by {@link BodyLimit#bytes}, by a time limit, and by {@link BodyMemory} or {@link BodyFiles}. All
 * methods except {@link #isToBeRead} and {@link #read} run on the event loop of the request.
 */
final class IncomingBody {
    private static final String KEY = IncomingBody.class.getName();

    /** A sender gets one more second for each of these units. */
    private static final int BYTES_PER_SECOND = 64 * 1024;

    private static final int FIRST_CAPACITY = 1024;
    private static final long NO_LENGTH = -1;

    /** The progress of reading. */
    private enum State {
        UNREAD,
        READING,
        COMPLETE,
        REFUSED
    }

    private final HttpServerRequest request;
    private final RoutingContext routing;
    private final BodyLimit limit;
    private final BodyMemory memory;
    private final BodyFiles files;
    private final Duration time;
    private final Context eventLoop;
    private final String network;
    private final long declared;
    private final Promise<InputStream> result = Promise.promise();

    private volatile State state = State.UNREAD;
    private boolean awaitsContinue;
    private BodyRejectedException.@Nullable Reason refusal;
    private byte[] bytes = new byte[0];
    private @Nullable BodyFile file;
    private long size;
    private long began;
    private long timer;

    private IncomingBody(RoutingContext routing, BodyLimit limit, BodyMemory memory, BodyFiles files, Duration time) {
        this.routing = routing;
        this.request = routing.request();
        this.limit = limit;
        this.memory = memory;
        this.files = files;
        this.time = time;
        this.eventLoop = Vertx.currentContext();
        this.network = Addresses.network(Addresses.of(request));
        this.declared = declaredLength(request);
        this.awaitsContinue = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    /** Registers the body of a request. */
    static void arrived(RoutingContext routing, BodyLimit limit, BodyMemory memory, BodyFiles files, Duration time) {
        routing.put(KEY, new IncomingBody(routing, limit, memory, files, time));
    }

    /** Returns the body of a request, or null if the request has no body or the body is not read. */
    static @Nullable IncomingBody of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** Returns whether a request has a body. HTTP/2 requests need not announce a body. */
    static boolean isAnnounced(HttpServerRequest request) {
        return request.headers().contains("Transfer-Encoding")
                || declaredLength(request) > 0
                || (request.version() == HttpVersion.HTTP_2 && !isRead(request));
    }

    BodyLimit limit() {
        return limit;
    }

    /** Returns whether the body must still be read. The body of GET and HEAD has no meaning (RFC 9110 §9.3.1). */
    boolean isToBeRead() {
        return state == State.UNREAD && !isRead(request);
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    BodyRejectedException.@Nullable Reason refusal() {
        return refusal;
    }

    /** Returns whether the sender waits for {@code 100 Continue} and may never send the body (RFC 9110 §10.1.1). */
    boolean awaitsContinue() {
        return awaitsContinue;
    }

    /** Returns the declared length, or a negative number without one. */
    long declared() {
        return declared;
    }

    /** Returns whether the declared length exceeds the limit. */
    boolean isTooLarge() {
        return declared > limit.bytes();
    }

    /** Returns whether the body has a content coding (RFC 9110 §8.4). Gatehouse decodes none. */
    boolean isCoded() {
        return request.headers().getAll("Content-Encoding").stream().anyMatch(coding -> !isNoCoding(coding));
    }

    private static boolean isNoCoding(String coding) {
        return coding.isBlank() || coding.strip().equalsIgnoreCase("identity");
    }

    /** Rejects the body, before or during reading. */
    BodyRejectedException refused(BodyRejectedException.Reason reason) {
        state = State.REFUSED;
        refusal = reason;
        return new BodyRejectedException(reason, limit.words());
    }

    /** Reads the complete body; may be called on any thread. The future fails with a {@link BodyRejectedException}. */
    Future<InputStream> read() {
        state = State.READING;
        if (Context.isOnEventLoopThread() && eventLoop.equals(Vertx.currentContext())) {
            begin();
        } else {
            eventLoop.runOnContext(now -> begin());
        }
        return result.future();
    }

    private void begin() {
        if (request.response().closed()) {
            // The caller has disconnected and the end handlers have run, so nothing would release the memory.
            result.fail(refused(BodyRejectedException.Reason.BROKEN_OFF));
            return;
        }
        if (request.isEnded()) {
            complete();
            return;
        }
        began = System.nanoTime();
        timer = eventLoop.owner().setTimer(time.toMillis(), now -> checkDeadline());
        routing.addEndHandler(ended -> release());
        if (limit.place() == BodyLimit.Place.FILE) {
            file = files.open(eventLoop);
            if (file == null) {
                refuse(BodyRejectedException.Reason.NO_MEMORY);
                return;
            }
        }
        request.handler(file == null ? this::append : this::appendToFile);
        request.endHandler(ended -> complete());
        request.exceptionHandler(failure -> refuse(BodyRejectedException.Reason.BROKEN_OFF));
        if (awaitsContinue) {
            awaitsContinue = false;
            request.response().writeContinue();
        }
        request.resume();
    }

    private void append(Buffer more) {
        if (state != State.READING) {
            return;
        }
        var needed = size + (long) more.length();
        if (needed > limit.bytes()) {
            refuse(BodyRejectedException.Reason.TOO_LARGE);
        } else if (needed > bytes.length && !grow((int) needed)) {
            refuse(BodyRejectedException.Reason.NO_MEMORY);
        } else {
            more.getBytes(bytes, (int) size);
            size = needed;
        }
    }

    private void appendToFile(Buffer more) {
        if (state != State.READING) {
            return;
        }
        size += more.length();
        if (size > limit.bytes()) {
            refuse(BodyRejectedException.Reason.TOO_LARGE);
            return;
        }
        request.pause();
        Objects.requireNonNull(file).append(more).onComplete(written -> {
            if (written.failed()) {
                refuse(BodyRejectedException.Reason.NO_MEMORY);
            } else if (state == State.READING) {
                request.resume();
            }
        });
    }

    /** Doubles the buffer, up to the declared length. */
    private boolean grow(int needed) {
        var most = declared == NO_LENGTH ? limit.bytes() : Math.max(declared, needed);
        var capacity = (int) Math.min(most, Math.max(needed, Math.max(FIRST_CAPACITY, 2L * bytes.length)));
        var more = capacity - bytes.length;
        if (!(isDocument() ? memory.takeForDocument(network, more) : memory.take(network, more, capacity))) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    private void complete() {
        if (state == State.READING) {
            state = State.COMPLETE;
            eventLoop.owner().cancelTimer(timer);
            if (file == null) {
                result.complete(new ByteArrayInputStream(bytes, 0, (int) size));
            } else {
                file.content().onComplete(result);
            }
        }
    }

    private void checkDeadline() {
        var allowed = time.plusSeconds(size / BYTES_PER_SECOND);
        var left = allowed.minusNanos(System.nanoTime() - began);
        if (state == State.READING && left.toMillis() > 0) {
            timer = eventLoop.owner().setTimer(left.toMillis(), now -> checkDeadline());
        } else {
            refuse(BodyRejectedException.Reason.LATE);
        }
    }

    private void refuse(BodyRejectedException.Reason reason) {
        if (state != State.READING) {
            return;
        }
        eventLoop.owner().cancelTimer(timer);
        release();
        request.pause();
        result.fail(refused(reason));
    }

    private void release() {
        if (file != null) {
            file.close();
            file = null;
        } else if (isDocument()) {
            memory.giveBackDocument(network, bytes.length);
        } else {
            memory.giveBack(network, bytes.length);
        }
        bytes = new byte[0];
        size = 0;
    }

    private boolean isDocument() {
        return limit.place() == BodyLimit.Place.DOCUMENT_MEMORY;
    }

    private static boolean isRead(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }

    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        if (length == null) {
            return NO_LENGTH;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException longerThanAnything) {
            return Long.MAX_VALUE;
        }
    }
}
