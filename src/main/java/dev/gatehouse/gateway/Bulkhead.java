package dev.gatehouse.gateway;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls one upstream may hold at once, so that a slow one cannot take everything the node has. Nobody queues: who
 * finds it full is told so at once. A call whose answer turns out to be a stream without an end gives its place back and
 * takes one of those that are kept for such, while there are any.
 */
final class Bulkhead {
    static final int STREAMS_PER_CALL = 10;

    private final int maxCalls;
    private final int maxStreams;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    Bulkhead(int maxCalls) {
        this.maxCalls = maxCalls;
        this.maxStreams = maxCalls * STREAMS_PER_CALL;
    }

    /** The most connections that can be in use. */
    int capacity() {
        return maxCalls + maxStreams;
    }

    int calls() {
        return calls.get();
    }

    int streams() {
        return streams.get();
    }

    boolean enter() {
        return enter(calls, maxCalls);
    }

    void leave() {
        calls.decrementAndGet();
    }

    /** Changes a call's place for a stream's; false: it keeps the one it has. */
    boolean enterStream() {
        if (!enter(streams, maxStreams)) {
            return false;
        }
        leave();
        return true;
    }

    void leaveStream() {
        streams.decrementAndGet();
    }

    private static boolean enter(AtomicInteger count, int max) {
        if (count.incrementAndGet() <= max) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }
}
