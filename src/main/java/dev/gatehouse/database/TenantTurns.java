// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Places that tenants share. A tenant holds at most its share of the places, so that the others find free ones. If all
 * places are held, the tenants that wait take turns.
 */
final class TenantTurns {
    /** The maximum number of waiting transactions of a tenant, so that they do not hold all threads. */
    static final int WAITING_EACH = 100;

    private final int places;
    private int taken;
    private final Map<String, Integer> held = new HashMap<>();

    /** The waiting transactions by tenant, in the order of the turns. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** A waiting transaction. The future completes when the transaction has its place. */
    private static final class Turn {
        final CompletableFuture<Boolean> place = new CompletableFuture<>();
    }

    /** The waiting transactions of a tenant. */
    private static final class Line {
        final Deque<Turn> waiting = new ArrayDeque<>();
        int most;
    }

    TenantTurns(int places) {
        this.places = places;
    }

    /** Takes a place in any case. */
    synchronized void enterAtOnce(String tenant) {
        take(tenant);
    }

    /**
     * Waits for a place.
     *
     * @param percent the share of the tenant, which is at least one place
     * @return false if too many transactions of the tenant wait, or the patience is over
     */
    boolean enter(String tenant, int percent, Duration patience) {
        Turn turn;
        synchronized (this) {
            var most = Math.max(1, places * percent / 100);
            if (taken < places && held(tenant) < most) {
                take(tenant);
                return true;
            }
            turn = queue(tenant, most);
        }
        return turn != null && await(turn, tenant, patience);
    }

    private @Nullable Turn queue(String tenant, int most) {
        var line = lines.computeIfAbsent(tenant, id -> new Line());
        line.most = most;
        if (line.waiting.size() >= WAITING_EACH) {
            return null;
        }
        var turn = new Turn();
        line.waiting.addLast(turn);
        return turn;
    }

    private boolean await(Turn turn, String tenant, Duration patience) {
        try {
            return turn.place.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
            return !giveUp(turn, tenant);
        } catch (TimeoutException tooLong) {
            return !giveUp(turn, tenant);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Leaves the line. Returns false if the place was given meanwhile. */
    private synchronized boolean giveUp(Turn turn, String tenant) {
        var line = lines.get(tenant);
        if (line == null || !line.waiting.remove(turn)) {
            return false;
        }
        if (line.waiting.isEmpty()) {
            lines.remove(tenant);
        }
        return true;
    }

    /** Gives a place back, and places to those who wait. */
    synchronized void leave(String tenant) {
        taken--;
        held.computeIfPresent(tenant, (same, count) -> count == 1 ? null : count - 1);
        while (taken < places) {
            var next = next();
            if (next == null) {
                return;
            }
            next.place.complete(true);
        }
    }

    /** Removes and returns the next transaction. Its tenant moves to the end. */
    private @Nullable Turn next() {
        var tenant = lines.entrySet().stream()
                .filter(line -> held(line.getKey()) < line.getValue().most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        if (tenant == null) {
            return null;
        }
        var line = Objects.requireNonNull(lines.remove(tenant));
        var turn = line.waiting.removeFirst();
        if (!line.waiting.isEmpty()) {
            lines.put(tenant, line);
        }
        take(tenant);
        return turn;
    }

    private void take(String tenant) {
        taken++;
        held.merge(tenant, 1, Integer::sum);
    }

    private int held(String tenant) {
        return held.getOrDefault(tenant, 0);
    }
}
