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
 * How many wrong passwords are heard before the next one has to wait. Each pair of an account and a source has its own
 * budget, so that nobody can use up another's; strangers also share one per account, so that many addresses do not add
 * up, and one per address, so that many accounts do not. A browser that the account has signed in with before is no
 * stranger, nor is a client that has authenticated itself.
 *
 * <p>A username that does not exist is counted as one that does.
 */
@ApplicationScoped
public class SignInBudgets {
    private static final String SOURCES = "an account's sources";
    private static final String STRANGERS = "an account's strangers";

    /**
     * Which attempts for an account have to wait now, as far as this node has heard.
     *
     * @param strangers those from browsers and addresses that have budget of their own left; empty: they are heard
     * @param sources each address, known browser or client that has used up its own
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
     * What one attempt is counted against; the pair of account and source comes first.
     *
     * @param account null: there is none of that name
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
     * What an attempt with a passkey is counted against: the same, but for what strangers share. No signature can be guessed,
     * so that holding an account up because of others would protect nobody.
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

    /** Forgets all failures for an account, wherever they came from; what an address did to several accounts stays. */
    void lift(String username) {
        var name = Usernames.key(username);
        throttle.lift(List.of(throttle.subject(SOURCES, name), throttle.subject(STRANGERS, name)));
    }

    /** By which an account is counted, whether there is one of that name or not. */
    public static String name(String username) {
        return Usernames.key(username);
    }
}
