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
 * Lets a few do costly work at a time, and the others wait for their turn. Sources take turns, and within a source the
 * accounts do: whoever asks often waits for their own turns and not others for theirs. At most {@link #WAITING} wait, and for
 * one account at most {@link #WAITING_EACH}. Where all places are taken, a newcomer gets the place of the source or account
 * with the most.
 */
public final class FairTurns {
    static final int WAITING = 40;
    static final int WAITING_EACH = 20;

    /**
     * For whom the work is done.
     *
     * @param source the network that the request comes from, or the client that passes on passwords
     * @param account the name of the account, whether there is one or not
     */
    public record Party(String source, String account) {}

    /** One who waits; the place is given, or lost to somebody else. */
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

    /** @param atOnce how many work at the same time */
    FairTurns(int atOnce) {
        this.free = atOnce;
    }

    /**
     * Does the work when it is its turn, on the thread that asks.
     *
     * @throws BusyException when too many others wait, or too many for this account
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

    /** Null: the work can begin at once. */
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

    /** Whose turn it is. Its source, and its account within that, go behind the others. */
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

    /** Takes the last place of the source with the most, unless the newcomer would have as many. */
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

    /** The same among the accounts of the newcomer's own source. */
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
