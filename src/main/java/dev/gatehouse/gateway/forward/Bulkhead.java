// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.adminapi.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many calls one upstream may hold at once, so that a slow one cannot take everything the node has, and how many of
 * them one client may hold, so that it cannot take the upstream from the others. Nobody queues: who finds no place is told
 * so at once. A call whose answer turns out to be a stream without an end gives its place back and takes one of those that
 * are kept for such, while there are any.
 */
final class Bulkhead {
    static final int STREAMS_PER_CALL = 10;

    private final Places calls;
    private final Places streams;

    /** Whether there is a place. */
    enum Outcome {
        ACQUIRED,
        FULL,

        /** There is one, but not for this client. */
        SHARE_USED_UP
    }

    /**
     * Who holds a place.
     *
     * @param client as in {@link Caller#client}
     * @param user the client and whom it acts for; null: it acts for itself
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

    /** @param share of all places that one client may hold while nobody else holds any, in percent */
    Bulkhead(int maxCalls, int share) {
        this.calls = new Places(maxCalls, share);
        this.streams = new Places(maxCalls * STREAMS_PER_CALL, share);
    }

    /** The most connections that can be in use. */
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

    /** Changes a call's place for a stream's; false: it keeps the one it has. */
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
     * Places of one kind. A client may hold at most as many times the places that are still free as its share demands: with
     * a share of 75 %, three times as many. So of 200 places one client alone gets 150, two that want everything get 86 each,
     * ten get 19 or 20 each, and the rest is left for the next one; the first place is anybody's. Within its client, each
     * user is held to the square of the share in the same way.
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

        /** Rounded in favour of who asks, so that few places are not fewer. */
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
