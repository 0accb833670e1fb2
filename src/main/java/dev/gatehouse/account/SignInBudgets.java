// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.cluster.Throttle;
import dev.gatehouse.cluster.Throttle.Bucket;
import dev.gatehouse.cluster.Throttle.Budget;
import dev.gatehouse.platform.GatehouseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of failed sign-in attempts, beyond which the next attempt must wait. Each pair of account and source has
 * a budget, so that one source cannot use up the budget of another. Attempts from unknown browsers also share one
 * budget per account, which limits attacks from many addresses, and one per address, which limits attacks on many
 * accounts. Browsers that have signed in to the account before, and authenticated clients, are exempt from these two.
 *
 * <p>Attempts with unknown usernames are counted like attempts with known usernames.
 */
@ApplicationScoped
public class SignInBudgets {
    private static final String SOURCES = "an account's sources";
    private static final String STRANGERS = "an account's strangers";

    /**
     * The attempts for an account that must wait, as known to this node.
     *
     * @param strangers the wait of attempts from unknown browsers whose own budget is not used up; empty if they need
     *     not wait
     * @param sources the waits of the addresses, known browsers and clients that have used up their own budget
     */
    record Held(Optional<Duration> strangers, List<Duration> sources) {}

    private final Throttle throttle;
    private final Budget pair;
    private final Budget strangers;
    private final Budget address;
    private final Budget client;

    SignInBudgets(Throttle throttle, GatehouseConfig config) {
        this.throttle = throttle;
        this.pair = new Budget(config.attemptsPerAccount(), Duration.ofMinutes(1));
        this.strangers = new Budget(4 * config.attemptsPerAccount(), Duration.ofMinutes(5));
        this.address = new Budget(config.attemptsPerAddress(), Duration.ofSeconds(10));
        this.client = new Budget(10 * config.attemptsPerAddress(), Duration.ofSeconds(1));
    }

    /**
     * Returns the buckets of an attempt. The bucket of the pair of account and source is first.
     *
     * @param account null if no account has the username
     */
    public List<Bucket> of(String username, @Nullable UUID account, SignInSource source) {
        var name = Usernames.key(username);
        var sources = throttle.subject(SOURCES, name);
        return switch (source) {
            case SignInSource.Client(var clientId) ->
                List.of(
                        throttle.bucket(sources, pair, "account and client", name, clientId),
                        throttle.bucket(client, "client", clientId));
            case SignInSource.Browser(var ignored, var known)
            when known.isPresent() && known.get().account().equals(account) ->
                List.of(throttle.bucket(
                        sources,
                        pair,
                        "account and browser",
                        name,
                        known.get().signIn().toString()));
            case SignInSource.Browser(var from, var ignored) ->
                List.of(
                        throttle.bucket(sources, pair, "account and address", name, from),
                        throttle.bucket(throttle.subject(STRANGERS, name), strangers, "account", name),
                        throttle.bucket(address, "address", from));
        };
    }

    /**
     * Returns the buckets of an attempt with a passkey: the same buckets without the shared bucket of unknown browsers.
     * A signature cannot be guessed, so blocking an account because of other sources would protect nobody.
     */
    public List<Bucket> ofPasskey(String username, @Nullable UUID account, SignInSource source) {
        return of(username, account, source).stream()
                .filter(bucket -> !bucket.budget().equals(strangers))
                .toList();
    }

    Held held(String username) {
        var name = Usernames.key(username);
        return new Held(
                throttle.waits(throttle.subject(STRANGERS, name), strangers).stream()
                        .findFirst(),
                throttle.waits(throttle.subject(SOURCES, name), pair));
    }

    /** Clears the failures of all sources for the account. Failures of an address for several accounts remain. */
    void lift(String username) {
        var name = Usernames.key(username);
        throttle.lift(List.of(throttle.subject(SOURCES, name), throttle.subject(STRANGERS, name)));
    }

    /** Returns the name under which failures are counted, whether or not the account exists. */
    public static String name(String username) {
        return Usernames.key(username);
    }
}
