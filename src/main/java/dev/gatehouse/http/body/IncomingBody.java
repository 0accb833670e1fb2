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
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, read whole on the event loop, so that no thread waits for its sender: at most
 * {@link BodyLimit#bytes} of it, within the time that there is for it, in memory that {@link BodyMemory} gave. All of it
 * happens on the request's event loop, except {@link #isToBeRead}.
 */
final class IncomingBody {
    private static final String KEY = IncomingBody.class.getName();

    /** A sender of a large body gets a second more for each of these. */
    private static final int BYTES_PER_SECOND = 64 * 1024;

    private static final int FIRST_CAPACITY = 1024;
    private static final long NO_LENGTH = -1;

    /** How far it has come. */
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
    private final Duration time;
    private final Context eventLoop;
    private final String network;
    private final long declared;
    private final Promise<InputStream> result = Promise.promise();

    private volatile State state = State.UNREAD;
    private boolean awaitsContinue;
    private BodyRefusal.@Nullable Reason refusal;
    private byte[] bytes = new byte[0];
    private int size;
    private long began;
    private long timer;

    private IncomingBody(RoutingContext routing, BodyLimit limit, BodyMemory memory, Duration time) {
        this.routing = routing;
        this.request = routing.request();
        this.limit = limit;
        this.memory = memory;
        this.time = time;
        this.eventLoop = Vertx.currentContext();
        this.network = Addresses.network(Addresses.of(request));
        this.declared = declaredLength(request);
        this.awaitsContinue = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    /** Keeps the body of a request with the request. */
    static void arrived(RoutingContext routing, BodyLimit limit, BodyMemory memory, Duration time) {
        routing.put(KEY, new IncomingBody(routing, limit, memory, time));
    }

    /** The body of a request, null where no body is read or none was announced. */
    static @Nullable IncomingBody of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** Whether a body comes with a request; HTTP/2 need not announce one. */
    static boolean isAnnounced(HttpServerRequest request) {
        return request.headers().contains("Transfer-Encoding")
                || declaredLength(request) > 0
                || (request.version() == HttpVersion.HTTP_2 && !isRead(request));
    }

    BodyLimit limit() {
        return limit;
    }

    /** Whether it is still to be read; with GET and HEAD it means nothing (RFC 9110 §9.3.1). */
    boolean isToBeRead() {
        return state == State.UNREAD && !isRead(request);
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    BodyRefusal.@Nullable Reason refusal() {
        return refusal;
    }

    /** Whether its sender was never told to send it, so that it may not come at all (RFC 9110 §10.1.1). */
    boolean awaitsContinue() {
        return awaitsContinue;
    }

    /** The length that was announced; negative: none was. */
    long declared() {
        return declared;
    }

    /** Whether the announced length is over the limit. */
    boolean isTooLarge() {
        return declared > limit.bytes();
    }

    /** Whether it is in another form than its type says, such as compressed (RFC 9110 §8.4). None of them is read here. */
    boolean isCoded() {
        return request.headers().getAll("Content-Encoding").stream().anyMatch(coding -> !isNoCoding(coding));
    }

    private static boolean isNoCoding(String coding) {
        return coding.isBlank() || coding.strip().equalsIgnoreCase("identity");
    }

    /** Gives up reading it, before or while it is read. */
    BodyRefusal refused(BodyRefusal.Reason reason) {
        state = State.REFUSED;
        refusal = reason;
        return new BodyRefusal(reason, limit.words());
    }

    /** Reads all of it, whichever thread asks; fails with a {@link BodyRefusal}. */
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
            // The caller is gone and the end handlers have run, so nothing would give memory back.
            result.fail(refused(BodyRefusal.Reason.BROKEN_OFF));
            return;
        }
        if (request.isEnded()) {
            complete();
            return;
        }
        began = System.nanoTime();
        timer = eventLoop.owner().setTimer(time.toMillis(), now -> isItLate());
        routing.addEndHandler(ended -> release());
        request.handler(this::append);
        request.endHandler(ended -> complete());
        request.exceptionHandler(failure -> refuse(BodyRefusal.Reason.BROKEN_OFF));
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
            refuse(BodyRefusal.Reason.TOO_LARGE);
        } else if (needed > bytes.length && !grow((int) needed)) {
            refuse(BodyRefusal.Reason.NO_MEMORY);
        } else {
            more.getBytes(bytes, size);
            size = (int) needed;
        }
    }

    /** Doubles, up to what was announced. */
    private boolean grow(int needed) {
        var most = declared == NO_LENGTH ? limit.bytes() : Math.max(declared, needed);
        var capacity = (int) Math.min(most, Math.max(needed, Math.max(FIRST_CAPACITY, 2L * bytes.length)));
        var more = capacity - bytes.length;
        if (!(limit.isDocument() ? memory.takeForDocument(network, more) : memory.take(network, more, capacity))) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    private void complete() {
        if (state == State.READING) {
            state = State.COMPLETE;
            eventLoop.owner().cancelTimer(timer);
            result.complete(new ByteArrayInputStream(bytes, 0, size));
        }
    }

    private void isItLate() {
        var allowed = time.plusSeconds(size / BYTES_PER_SECOND);
        var left = allowed.minusNanos(System.nanoTime() - began);
        if (state == State.READING && left.toMillis() > 0) {
            timer = eventLoop.owner().setTimer(left.toMillis(), now -> isItLate());
        } else {
            refuse(BodyRefusal.Reason.LATE);
        }
    }

    private void refuse(BodyRefusal.Reason reason) {
        if (state != State.READING) {
            return;
        }
        eventLoop.owner().cancelTimer(timer);
        release();
        request.pause();
        result.fail(refused(reason));
    }

    private void release() {
        if (limit.isDocument()) {
            memory.giveBackDocument(network, bytes.length);
        } else {
            memory.giveBack(network, bytes.length);
        }
        bytes = new byte[0];
        size = 0;
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
