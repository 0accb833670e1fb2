// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.problem.BusyException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits concurrent expensive work and schedules the waiting requests fairly: round-robin among sources, and among the
 * accounts within a source. A source with many requests delays its own requests and not the requests of others. At most
 * {@link #WAITING} requests wait, and at most {@link #WAITING_EACH} per account. When the queue is full, a new request
 * displaces a request of the source or account with the most waiting requests.
 */
public final class FairQueue {
    static final int WAITING = 40;
    static final int WAITING_EACH = 20;

    /**
     * The party on whose behalf the work is done.
     *
     * @param source the network of the request, or the client that passes on passwords
     * @param account the name of the account, which need not exist
     */
    public record Party(String source, String account) {}

    /**
     * A waiting request. The future completes with true when the request may run, and with false when the request is
     * displaced.
     */
    private static final class Turn {
        final Party party;
        final CompletableFuture<Boolean> place = new CompletableFuture<>();

        Turn(Party party) {
            this.party = party;
        }
    }

    private final Map<String, Map<String, Deque<Turn>>> sources = new LinkedHashMap<>();
    private final Map<String, Integer> waitingFor = new HashMap<>();
    private int waiting;
    private int free;

    /**
     * Creates the scheduler.
     *
     * @param atOnce the maximum number of concurrent requests
     */
    FairQueue(int atOnce) {
        this.free = atOnce;
    }

    /**
     * Waits for a turn and does the work on the calling thread.
     *
     * @throws BusyException if too many requests wait, in total or for the account
     */
    <T> T take(Party party, Supplier<T> work) {
        var turn = enter(party);
        if (turn != null && !turn.place.join()) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    /** Returns a place in the queue, or null if the work can start immediately. */
    private synchronized @Nullable Turn enter(Party party) {
        if (free > 0) {
            free--;
            return null;
        }
        if (waitingFor.getOrDefault(party.account(), 0) >= WAITING_EACH
                || (waiting >= WAITING && !makeRoomFor(party))) {
            throw busy();
        }
        var turn = new Turn(party);
        sources.computeIfAbsent(party.source(), source -> new LinkedHashMap<>())
                .computeIfAbsent(party.account(), account -> new ArrayDeque<>())
                .addLast(turn);
        waitingFor.merge(party.account(), 1, Integer::sum);
        waiting++;
        return turn;
    }

    private synchronized void leave() {
        var next = next();
        if (next == null) {
            free++;
        } else {
            next.place.complete(true);
        }
    }

    /** Removes and returns the next request. Its source, and its account within the source, move to the end. */
    private @Nullable Turn next() {
        var source = sources.entrySet().stream().findFirst().orElse(null);
        if (source == null) {
            return null;
        }
        sources.remove(source.getKey());
        var accounts = source.getValue();
        var account = accounts.entrySet().iterator().next();
        accounts.remove(account.getKey());
        var turn = account.getValue().removeFirst();
        if (!account.getValue().isEmpty()) {
            accounts.put(account.getKey(), account.getValue());
        }
        if (!accounts.isEmpty()) {
            sources.put(source.getKey(), accounts);
        }
        gone(turn);
        return turn;
    }

    /**
     * Displaces the last request of the source with the most requests, unless the source of the new request would then
     * have as many.
     */
    private boolean makeRoomFor(Party party) {
        var greatest = sources.entrySet().stream()
                .max(Comparator.comparingInt(source -> size(source.getValue())))
                .orElseThrow();
        var own = size(sources.getOrDefault(party.source(), Map.of()));
        if (size(greatest.getValue()) > own + 1) {
            takeFrom(greatest.getKey(), greatest.getValue());
            return true;
        }
        return sources.containsKey(party.source()) && makeRoomWithin(party);
    }

    /** Displaces a request of another account of the same source, by the same rule. */
    private boolean makeRoomWithin(Party party) {
        var accounts = sources.getOrDefault(party.source(), Map.of());
        var most = accounts.values().stream().mapToInt(Deque::size).max().orElse(0);
        var own = accounts.getOrDefault(party.account(), new ArrayDeque<>()).size();
        if (most <= own + 1) {
            return false;
        }
        takeFrom(party.source(), accounts);
        return true;
    }

    private void takeFrom(String source, Map<String, Deque<Turn>> accounts) {
        var greatest = accounts.entrySet().stream()
                .max(Comparator.comparingInt(account -> account.getValue().size()))
                .orElseThrow();
        var loser = greatest.getValue().removeLast();
        if (greatest.getValue().isEmpty()) {
            accounts.remove(greatest.getKey());
        }
        if (accounts.isEmpty()) {
            sources.remove(source);
        }
        gone(loser);
        loser.place.complete(false);
    }

    private void gone(Turn turn) {
        waiting--;
        waitingFor.computeIfPresent(turn.party.account(), (same, count) -> count == 1 ? null : count - 1);
    }

    private static int size(Map<String, Deque<Turn>> accounts) {
        return accounts.values().stream().mapToInt(Deque::size).sum();
    }

    private static BusyException busy() {
        return new BusyException("too many passwords are being checked");
    }
}
