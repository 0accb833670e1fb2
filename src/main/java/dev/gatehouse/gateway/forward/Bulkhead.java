// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.adminapi.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits the concurrent calls to one upstream, so that a slow upstream cannot use up the node, and the calls of one
 * client among them. Calls do not queue: a call without a place is denied at once. A call whose answer is an endless
 * stream releases its place and takes one of the places for streams, if one is free.
 */
final class Bulkhead {
    static final int STREAMS_PER_CALL = 10;

    private final Places calls;
    private final Places streams;

    /** The result of a request for a place. */
    enum Outcome {
        ACQUIRED,
        FULL,

        /** There is a free place, but the client has used up its share. */
        SHARE_USED_UP
    }

    /**
     * The holder of a place.
     *
     * @param client as in {@link Caller#client}
     * @param user the client together with its user; null if the client acts for itself
     */
    record Holder(String client, @Nullable String user) {
        static Holder of(Caller caller) {
            var external = caller.external();
            if (external != null) {
                return new Holder(
                        caller.client(),
                        external.subject().equals(external.client())
                                ? null
                                : caller.client() + " " + external.subject());
            }
            return new Holder(
                    caller.client(), caller.account() == null ? null : caller.client() + " " + caller.account());
        }
    }

    /**
     * Creates a bulkhead.
     *
     * @param share the percentage of all places that one client may hold while no other client holds any
     */
    Bulkhead(int maxCalls, int share) {
        this.calls = new Places(maxCalls, share);
        this.streams = new Places(maxCalls * STREAMS_PER_CALL, share);
    }

    /** Returns the maximum number of connections in use. */
    int capacity() {
        return calls.max + streams.max;
    }

    int calls() {
        return calls.taken();
    }

    int streams() {
        return streams.taken();
    }

    Outcome acquire(Holder holder) {
        return calls.acquire(holder);
    }

    void release(Holder holder) {
        calls.release(holder);
    }

    /**
     * Exchanges the place of a call for the place of a stream.
     *
     * @return false if no place for streams is free; the call then keeps its place
     */
    boolean acquireStream(Holder holder) {
        if (streams.acquire(holder) != Outcome.ACQUIRED) {
            return false;
        }
        release(holder);
        return true;
    }

    void releaseStream(Holder holder) {
        streams.release(holder);
    }

    /**
     * Places of one kind. A client may hold a multiple of the free places, and the share determines the factor: with a
     * share of 75 %, three times the free places. Of 200 places, a single client gets 150, two busy clients get 86
     * each, and ten get 19 or 20 each; the rest stays free for the next client. The first place is free for any client.
     * Within a client, the square of the share limits each user in the same way.
     */
    private static final class Places {
        private static final int PERCENT = 100;

        private final int max;
        private final int share;
        private final Map<String, Integer> held = new HashMap<>();
        private int taken;

        Places(int max, int share) {
            this.max = max;
            this.share = share;
        }

        synchronized int taken() {
            return taken;
        }

        synchronized Outcome acquire(Holder holder) {
            if (taken == max) {
                return Outcome.FULL;
            }
            if (!mayHoldOneMore(holder.client(), share)
                    || (holder.user() != null && !mayHoldOneMore(holder.user(), share * share / PERCENT))) {
                return Outcome.SHARE_USED_UP;
            }
            taken++;
            held.merge(holder.client(), 1, Integer::sum);
            if (holder.user() != null) {
                held.merge(holder.user(), 1, Integer::sum);
            }
            return Outcome.ACQUIRED;
        }

        synchronized void release(Holder holder) {
            taken--;
            release(holder.client());
            if (holder.user() != null) {
                release(holder.user());
            }
        }

        /** Rounds in favour of the caller, so that a small number of places is not reduced further. */
        private boolean mayHoldOneMore(String name, int percent) {
            long holds = Objects.requireNonNullElse(held.get(name), 0) + 1L;
            long free = max - taken - 1L;
            return holds * (PERCENT - percent) - free * percent < PERCENT;
        }

        private void release(String name) {
            held.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
        }
    }
}
