// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.problem.BusyException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits concurrent expensive work and schedules the waiting requests fairly: round-robin among tenants, among the
 * sources of a tenant, and among the accounts within a source. A source with many requests delays its own requests and
 * not the requests of others. While several tenants wait, a tenant that holds its share gets no further turn. At most
 * {@link #WAITING} requests wait, and at most {@link #WAITING_EACH} per account. When the queue is full, a new request
 * displaces a request of the tenant, source or account with the most waiting requests.
 */
public final class FairQueue {
    static final int WAITING = 40;
    static final int WAITING_EACH = 20;

    /**
     * The tenant of a request.
     *
     * @param percent the percentage of the concurrent requests that the tenant may hold while other tenants wait
     */
    record Share(String tenant, int percent) {}

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

    /** The waiting requests of a tenant by source and account. */
    private static final class Line {
        final Map<String, Map<String, Deque<Turn>>> sources = new LinkedHashMap<>();
        final Map<String, Integer> waitingFor = new HashMap<>();
        int waiting;
        int percent;

        void add(Turn turn) {
            sources.computeIfAbsent(turn.party.source(), source -> new LinkedHashMap<>())
                    .computeIfAbsent(turn.party.account(), account -> new ArrayDeque<>())
                    .addLast(turn);
            waitingFor.merge(turn.party.account(), 1, Integer::sum);
            waiting++;
        }

        /** Removes and returns the next request. Its source, and its account within the source, move to the end. */
        Turn next() {
            var source = sources.entrySet().iterator().next();
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

        Map.Entry<String, Map<String, Deque<Turn>>> greatestSource() {
            return sources.entrySet().stream()
                    .max(Comparator.comparingInt(source -> size(source.getValue())))
                    .orElseThrow();
        }

        /**
         * Displaces the last request of the source with the most requests, unless the source of the new request would
         * then have as many.
         */
        boolean makeRoomFor(Party party) {
            if (sources.isEmpty()) {
                return false;
            }
            var greatest = greatestSource();
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

        void takeFrom(String source, Map<String, Deque<Turn>> accounts) {
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
    }

    /** The tenants with waiting requests, in the order of their turns. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** The number of running requests by tenant. */
    private final Map<String, Integer> running = new HashMap<>();

    private final int atOnce;
    private int waiting;
    private int free;

    /**
     * Creates the scheduler.
     *
     * @param atOnce the maximum number of concurrent requests
     */
    FairQueue(int atOnce) {
        this.atOnce = atOnce;
        this.free = atOnce;
    }

    /**
     * Waits for a turn and does the work on the calling thread.
     *
     * @throws BusyException if too many requests wait, in total or for the account
     */
    <T> T take(Share share, Party party, Supplier<T> work) {
        var turn = enter(share, party);
        if (turn != null && !turn.place.join()) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            leave(share.tenant());
        }
    }

    /** Returns a place in the queue, or null if the work can start immediately. */
    private synchronized @Nullable Turn enter(Share share, Party party) {
        if (free > 0) {
            free--;
            running.merge(share.tenant(), 1, Integer::sum);
            return null;
        }
        var own = lines.get(share.tenant());
        if ((own != null && own.waitingFor.getOrDefault(party.account(), 0) >= WAITING_EACH)
                || (waiting >= WAITING && !makeRoomFor(share.tenant(), party))) {
            throw busy();
        }
        var line = lines.computeIfAbsent(share.tenant(), tenant -> new Line());
        line.percent = share.percent();
        var turn = new Turn(party);
        line.add(turn);
        waiting++;
        return turn;
    }

    private synchronized void leave(String tenant) {
        running.computeIfPresent(tenant, (same, count) -> count == 1 ? null : count - 1);
        var next = nextTenant();
        if (next == null) {
            free++;
            return;
        }
        var line = Objects.requireNonNull(lines.remove(next));
        var turn = line.next();
        waiting--;
        if (line.waiting > 0) {
            lines.put(next, line);
        }
        running.merge(next, 1, Integer::sum);
        turn.place.complete(true);
    }

    /** Returns the first waiting tenant that holds less than its share, or the first one if all hold theirs. */
    private @Nullable String nextTenant() {
        String first = null;
        for (var line : lines.entrySet()) {
            var most = Math.max(1, atOnce * line.getValue().percent / 100);
            if (running.getOrDefault(line.getKey(), 0) < most) {
                return line.getKey();
            }
            first = first == null ? line.getKey() : first;
        }
        return first;
    }

    /**
     * Displaces a request of the tenant with the most waiting requests, unless the tenant of the new request would then
     * have as many; else a request of the same tenant.
     */
    private boolean makeRoomFor(String tenant, Party party) {
        var greatest = lines.entrySet().stream()
                .max(Comparator.comparingInt(line -> line.getValue().waiting))
                .orElseThrow();
        var own = lines.get(tenant);
        if (greatest.getValue().waiting > (own == null ? 0 : own.waiting) + 1 && greatest.getValue() != own) {
            var line = greatest.getValue();
            var source = line.greatestSource();
            line.takeFrom(source.getKey(), source.getValue());
            waiting--;
            return true;
        }
        if (own == null || !own.makeRoomFor(party)) {
            return false;
        }
        waiting--;
        return true;
    }

    private static BusyException busy() {
        return new BusyException("too many passwords are being checked");
    }
}
